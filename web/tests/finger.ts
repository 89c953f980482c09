/** A finger on a page: put down, moved without resting on the way, lifted. */
import type { Locator, Page } from '@playwright/test'

type Point = { x: number; y: number }

/** A finger of its own; the page must be one that is touched. */
export async function finger(page: Page) {
  const cdp = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Point[]) =>
    cdp.send('Input.dispatchTouchEvent', { type, touchPoints })
  let at = { x: 0, y: 0 }
  return {
    async over(on: Locator): Promise<Point> {
      const box = await on.first().boundingBox()
      if (!box) throw new Error('not on screen')
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    },
    down(on: Point) {
      at = on
      return touch('touchStart', [at])
    },
    by(dx: number, dy: number) {
      const { x, y } = at
      at = { x: x + dx, y: y + dy }
      const step = (i: number) => touch('touchMove', [{ x: x + (dx * i) / 8, y: y + (dy * i) / 8 }])
      return Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(step))
    },
    up: () => touch('touchEnd', []),
  }
}

/** A finger that goes from the middle of an element by so many pixels without resting on the way, and is lifted. */
export async function drag(page: Page, on: Locator, dx: number, dy: number) {
  const one = await finger(page)
  const from = await one.over(on)
  await Promise.all([one.down(from), one.by(dx, dy), one.up()])
}
