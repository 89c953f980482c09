/** What requests say and how their answers are read; how long one waits, and what ids are made of. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { backoff } from '../../src/engine/net/backoff'
import { Unanswered } from '../../src/engine/net/failure'
import { http } from '../../src/engine/net/http'
import { newId } from '../../src/engine/net/ids'

test('waiting is anywhere between nothing and the doubling bound', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 }), (chances) => {
      let i = 0
      const delay = backoff(500, 30_000, () => chances[i] ?? 0)
      for (; i < chances.length; i++) {
        const ms = delay.next()
        expect(ms).toBeGreaterThanOrEqual(0)
        expect(ms).toBeLessThanOrEqual(Math.min(30_000, 500 * 2 ** i))
      }
    }),
  )
})

test('ids are UUIDv7 of their moment, and never the same', () => {
  const ids = Array.from({ length: 1000 }, () => newId(0x0123456789ab))
  expect(new Set(ids).size).toBe(1000)
  for (const id of ids) expect(id).toMatch(/^01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

const answering = (status: number, body: string) => http(async () => new Response(body, { status }))

test('a refused request rejects with its code', async () => {
  const body = JSON.stringify({ code: 'sign_in_failed', message: 'no' })
  await expect(answering(401, body).signIn({ login: 'a', password: 'b' })).rejects.toMatchObject({
    code: 'sign_in_failed',
  })
})

test.each([
  [502, '<html>Bad gateway</html>'],
  [200, 'not json'],
  [503, '{"detail":"proxy"}'],
])('%i from somebody between is no answer', async (status, body) => {
  await expect(answering(status, body).account()).rejects.toBeInstanceOf(Unanswered)
})

test('a request says what it asks', async () => {
  const asked: [string, RequestInit][] = []
  const client = http(async (url, init) => {
    asked.push([url, init])
    return new Response('{}')
  }, 'https://example.org')
  await client.register({ username: 'anna', password: 'p' })
  await client.signOut()
  await client.invitation('secret')
  expect(asked.map(([url, { method }]) => [method, url])).toEqual([
    ['POST', 'https://example.org/api/v1/users'],
    ['DELETE', 'https://example.org/api/v1/sessions/current'],
    ['POST', 'https://example.org/api/v1/invites/lookup'],
  ])
  expect(asked[2]?.[1].body).toBe('{"code":"secret"}')
  expect(asked[0]?.[1]).toMatchObject({
    body: '{"username":"anna","password":"p"}',
    headers: { 'content-type': 'application/json' },
  })
})
