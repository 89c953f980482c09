/** An invite's code is read from its link, and never stays in an address. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { chatLink, inviteLink, publicCode, publicLink, takeLink } from './invite'

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

test.each(['/', '/login', '/i/x', '/c', '/jj'])('%s brings no invite', (pathname) => {
  const here = past()
  expect(takeLink({ pathname, hash: '#code' }, here)).toBeNull()
  expect(here.path).toBe('')
})

test.each([null, 'text', 7, {}, { to: '/i', code: 7 }])(
  'what else stands in the history is none: %j',
  (state) => {
    expect(takeLink({ pathname: '/i', hash: '' }, past(state))).toBeNull()
  },
)

test.each([
  ['/i', inviteLink],
  ['/j', chatLink],
] as const)('what a link to %s was made of comes back, goes out of the address, and stays', (to, link) => {
  fc.assert(
    fc.property(fc.base64String({ minLength: 4 }), (text) => {
      const code = text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
      const { pathname, hash } = new URL(link(code, 'https://chat.example'))
      const here = past()
      expect(takeLink({ pathname, hash }, here)).toEqual({ to, code })
      expect(here.path).toBe(to)
      expect(takeLink({ pathname, hash: '' }, here)).toEqual({ to, code })
    }),
  )
})

test.each(['garden', 'сад.и-огород', 'x_1'])('a public chat is its own link: %s', (address) => {
  const { pathname, hash } = new URL(publicLink(address, 'https://chat.example'))
  const here = past()
  expect(takeLink({ pathname, hash }, here)).toEqual({ to: '/@', code: `@${address}` })
  expect(takeLink({ pathname: `${pathname}/`, hash }, here)).toEqual({ to: '/@', code: `@${address}` })
  expect(here.path).toBe('')
})

test.each([
  ['/c', null],
  ['/x@y', null],
  ['/@%E0%A4%A', '@'],
])('%s names no public chat', (path, code) => {
  expect(publicCode(path)).toBe(code)
})
