/** UUIDv7: the RFC's own example, and order by time. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { uuid7 } from './uuid'

test('the example of RFC 9562, appendix A.6', () => {
  const random = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f])
  expect(uuid7(0x017f22e279b0, random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')
})

test('later ids sort later', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 2 ** 31 }),
      fc.integer({ min: 1, max: 1e9 }),
      (at, step) => uuid7(at) < uuid7(at + step),
    ),
  )
})
