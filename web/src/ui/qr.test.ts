/** A code's drawing covers exactly what is dark. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { outline, qr } from './qr'

/** The cells that a path covers, as it would be filled. */
function cells(path: string): string[] {
  return [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)].flatMap(([, x, y, width, back]) => {
    expect(back).toBe(width)
    return Array.from({ length: Number(width) }, (_, i) => `${String(Number(x) + i)} ${String(y)}`)
  })
}

test('every dark cell is drawn, once, and no light one', () => {
  const grid = fc.array(fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), { maxLength: 12 })
  fc.assert(
    fc.property(grid, (data) => {
      const dark = data.flatMap((line, y) =>
        line.flatMap((on, x) => (on ? [`${String(x)} ${String(y)}`] : [])),
      )
      expect(cells(outline(data))).toEqual(dark)
    }),
  )
})

test('a link is a code with a quiet zone and its three corners', () => {
  const { side, path } = qr('https://chat.example/i#q0mJ3mVwRk2b6yP4sX8uZg')
  const dark = new Set(cells(path))
  const corners = [
    [4, 4],
    [side - 11, 4],
    [4, side - 11],
  ] as const
  for (const [x, y] of corners) {
    for (let i = 0; i < 7; i++) expect(dark).toContain(`${String(x + i)} ${String(y)}`)
    expect(dark).not.toContain(`${String(x + 1)} ${String(y + 1)}`)
  }
  for (let i = 0; i < side; i++) expect(dark).not.toContain(`${String(i)} 3`)
})
