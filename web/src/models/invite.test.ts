/** An invite's code is read from its link, and never stays in an address. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { inviteLink, takeInvite } from './invite'

/** A browser's history of one entry. */
function past(state: unknown = null) {
  return {
    state,
    path: '',
    replaceState(to: unknown, _: string, path?: string | URL | null) {
      this.state = to
      this.path = String(path)
    },
  }
}

test.each(['/', '/login', '/i/x', '/c'])('%s brings no invite', (pathname) => {
  const here = past()
  expect(takeInvite({ pathname, hash: '#code' }, here)).toBeNull()
  expect(here.path).toBe('')
})

test.each([null, 'text', 7, {}, { invite: 7 }])('what else stands in the history is none: %j', (state) => {
  expect(takeInvite({ pathname: '/i', hash: '' }, past(state))).toBeNull()
})

test('what a link was made of comes back, goes out of the address, and is there after loading again', () => {
  fc.assert(
    fc.property(fc.base64String({ minLength: 4 }), (text) => {
      const code = text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
      const { pathname, hash } = new URL(inviteLink(code, 'https://chat.example'))
      const here = past()
      expect(takeInvite({ pathname, hash }, here)).toBe(code)
      expect(here.path).toBe('/i')
      expect(takeInvite({ pathname, hash: '' }, here)).toBe(code)
    }),
  )
})
