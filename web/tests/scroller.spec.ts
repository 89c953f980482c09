/** The message that is being read never moves: 500 random changes, at most one pixel of error each. */
import { expect, test, type Page } from '@playwright/test'

import type { Bench } from '../dev/bench.svelte'

declare global {
  interface Window {
    bench: Bench
  }
}

/** Two frames: the change is drawn, and so is whatever an observer did about it. */
const settled = (page: Page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))

/** Runs a function of the bench and waits until it is drawn. */
async function act(page: Page, what: (arg: string) => void, arg = ''): Promise<void> {
  await page.evaluate(what, arg)
  await settled(page)
}

const distanceToEnd = (page: Page) =>
  page.evaluate(() => {
    const log = document.querySelector('[role=log]')
    return log ? log.scrollHeight - log.clientHeight - log.scrollTop : NaN
  })

test.beforeEach(async ({ page }) => {
  await page.goto('/dev/?page=scroller')
  await page.waitForFunction(() => 'bench' in window)
})

for (const [seed, browser] of [
  [1, 'that keeps rows in place itself'],
  [2, 'that leaves it to us, as Safari does'],
] as const) {
  test(`500 random changes in a browser ${browser}`, async ({ page }) => {
    test.setTimeout(60_000)
    await act(page, (from) => window.bench.reset(60, Number(from)), String(seed))
    const outcome = await page.evaluate(async (helped) => {
      const { bench } = window
      const log = document.querySelector<HTMLElement>('[role=log]')
      if (!log) throw new Error('no scroller')
      if (!helped) log.style.overflowAnchor = 'none'
      const frames = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
      const top = (row: Element) => row.getBoundingClientRect().top - log.getBoundingClientRect().top
      const elements = () => [...log.querySelectorAll<HTMLElement>('[data-key]')]
      const left = () => log.scrollHeight - log.clientHeight - log.scrollTop
      const pick = <T>(of: readonly T[]): T | undefined => of[Math.floor(bench.random(of.length))]
      const wrong: string[] = []
      let held = 0
      let stuck = 0
      let clamped = 0
      for (let step = 0; step < 500; step++) {
        if (bench.random(3) < 1) {
          log.scrollTop = bench.random(4) < 1 ? log.scrollHeight : bench.random(log.scrollHeight)
          await frames()
        }
        // Where the newest rows were trimmed, what is left is all there is from now on.
        if (!bench.atEnd) {
          bench.edges(bench.atStart, true)
          await frames()
        }
        const rows = elements()
        const wasStuck = bench.atEnd && left() <= 48
        const inner = rows.filter((row) => row !== rows[0] && row !== rows.at(-1))
        const visible = inner.filter((row) => top(row) >= 0 && top(row) <= log.clientHeight)
        const offsets = new Map(visible.map((row) => [row, top(row)]))
        const kind = Math.floor(bench.random(8))
        const change =
          ['prepend', 'append', 'both', 'grow', 'cut start', 'cut end', 'delete', 'resize'][kind] ?? ''
        const keys = bench.keys()
        if (kind === 0) bench.prepend(1 + Math.floor(bench.random(40)))
        if (kind === 1) bench.append(1 + Math.floor(bench.random(10)))
        if (kind === 2) {
          bench.prepend(3)
          bench.append(3)
        }
        if (kind === 3) bench.grow(pick(keys) ?? '', Math.floor(bench.random(400)) - 150)
        if (kind === 4 && keys.length > 90) bench.remove(keys.slice(0, 20))
        if (kind === 5 && keys.length > 90) bench.remove(keys.slice(-20))
        if (kind === 6 && keys.length > 20) bench.remove([pick(keys) ?? '', pick(keys) ?? ''])
        if (kind === 7) bench.resize(300 + Math.floor(bench.random(500)))
        await frames()
        const anchor = visible.find((row) => row.isConnected)
        if (wasStuck) {
          stuck++
          if (left() > 1) wrong.push(`${String(step)} ${change}: left the end by ${String(left())}`)
        } else if (anchor) {
          // Where there is not enough to scroll, the browser itself stops at an end.
          if (log.scrollTop <= 0 || left() <= 0) {
            clamped++
            continue
          }
          held++
          const moved = Math.abs(top(anchor) - (offsets.get(anchor) ?? 0))
          if (moved > 1) wrong.push(`${String(step)} ${change}: moved by ${String(moved)}`)
        }
      }
      return { wrong, held, stuck, clamped }
    }, seed === 1)
    expect(outcome.wrong).toEqual([])
    expect(outcome.held).toBeGreaterThan(150)
    expect(outcome.stuck).toBeGreaterThan(50)
    expect(outcome.clamped).toBeLessThan(100)
  })
}

test('rows that come above while the wheel turns shift nothing', async ({ page }) => {
  await act(page, () => window.bench.reset(60, 3))
  await page.evaluate(() => {
    const log = document.querySelector('[role=log]')
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.bench.requests.push(`shift at ${String(entry.startTime)}`)
    }).observe({ type: 'layout-shift' })
    log?.addEventListener('scroll', () => window.bench.prepend(3))
  })
  const session = await page.context().newCDPSession(page)
  await session.send('Input.synthesizeScrollGesture', {
    x: 200,
    y: 200,
    yDistance: 1_500,
    speed: 3_000,
    gestureSourceType: 'mouse',
  })
  expect(await page.evaluate(() => window.bench.keys().length)).toBeGreaterThan(60)
  expect(await page.evaluate(() => window.bench.requests)).toEqual([])
})

test('whoever leaves the end while the newest message grows is not taken back', async ({ page }) => {
  await act(page, () => window.bench.reset(60, 3))
  expect(await distanceToEnd(page)).toBeLessThanOrEqual(1)
  await page.evaluate(() => {
    const log = document.querySelector('[role=log]')
    const last = [...(log?.querySelectorAll<HTMLElement>('[data-key]') ?? [])].at(-1)
    // As a picture that arrives; nobody is told of it until it is laid out.
    if (last) last.style.blockSize = `${String(last.offsetHeight + 200)}px`
    log?.scrollBy(0, -300)
  })
  await settled(page)
  expect(await distanceToEnd(page)).toBeGreaterThanOrEqual(300)
})

test('asks for older rows near the start, once for each edge row', async ({ page }) => {
  await act(page, () => window.bench.reset(60, 3))
  await act(page, () => window.bench.edges(false, true))
  expect(await page.evaluate(() => window.bench.requests)).toEqual([])
  await page.evaluate(() => document.querySelector('[role=log]')?.scrollTo(0, 300))
  await settled(page)
  await page.evaluate(() => document.querySelector('[role=log]')?.scrollTo(0, 200))
  await settled(page)
  const first = await page.evaluate(() => window.bench.keys()[0])
  expect(await page.evaluate(() => window.bench.requests)).toEqual([`start ${String(first)}`])
  await act(page, () => window.bench.prepend(1))
  expect(await page.evaluate(() => window.bench.requests.length)).toBe(2)
})

test('asks for what is out of sight only when the first screen of a new window was painted', async ({
  page,
}) => {
  await act(page, () => window.bench.reset(6, 3))
  const [before, after] = await page.evaluate(async () => {
    const { bench } = window
    const frame = () => new Promise((done) => requestAnimationFrame(done))
    bench.reset(6, 4)
    bench.edges(false, true)
    await frame()
    const before = [...bench.requests]
    while (bench.requests.length === 0) await frame()
    return [before, bench.requests]
  })
  expect(before).toEqual([])
  expect(after).toEqual([`start ${String(await page.evaluate(() => window.bench.keys()[0]))}`])
})

test('trims the far side when the window is large, and nothing on screen moves', async ({ page }) => {
  await act(page, () => window.bench.reset(240, 4))
  await page.evaluate(() => document.querySelector('[role=log]')?.scrollTo(0, 2000))
  await page.waitForFunction(() => window.bench.requests.some((request) => request.startsWith('trim')))
  await settled(page)
  expect(await page.evaluate(() => window.bench.keys().length)).toBe(120)
  expect(await page.evaluate(() => document.querySelector('[role=log]')?.scrollTop)).toBe(2000)
})

test('what is far below goes while the wheel still turns', async ({ page }) => {
  await act(page, () => window.bench.reset(240, 4))
  const trimmed = await page.evaluate(async () => {
    const log = document.querySelector('[role=log]')
    const one = () => window.bench.requests.some((request) => request.startsWith('trim'))
    log?.scrollTo(0, 4_000)
    for (let frame = 0; frame < 30 && !one(); frame++) {
      await new Promise((done) => requestAnimationFrame(done))
      log?.scrollBy(0, -1)
    }
    return window.bench.requests
  })
  const first = await page.evaluate(() => window.bench.keys()[0] ?? '')
  expect(trimmed).toEqual([expect.stringContaining(`trim ${first} `)])
})

test('opens with a row at a quarter of the height', async ({ page }) => {
  await act(page, () => window.bench.reset(1, 5))
  await act(page, () => window.bench.open(80, 40, 0.25))
  const [top, height] = await page.evaluate(() => {
    const log = document.querySelector('[role=log]')?.getBoundingClientRect()
    const row = document.querySelector(`[data-key=${window.bench.keys()[40] ?? ''}]`)?.getBoundingClientRect()
    return log && row ? [row.top - log.top, log.height] : [NaN, NaN]
  })
  expect(Math.abs(top - height / 4)).toBeLessThanOrEqual(1)
})

test('a revealed row comes to the middle; the end comes back', async ({ page }) => {
  await act(page, () => window.bench.reset(120, 6))
  const key = await page.evaluate(() => window.bench.keys()[10] ?? '')
  await act(page, (row) => window.bench.reveal(row), key)
  const middle = await page.evaluate((row) => {
    const log = document.querySelector('[role=log]')?.getBoundingClientRect()
    const box = document.querySelector(`[data-key=${row}]`)?.getBoundingClientRect()
    return log && box ? box.top + box.height / 2 - (log.top + log.height / 2) : NaN
  }, key)
  expect(Math.abs(middle)).toBeLessThanOrEqual(1)
  await act(page, () => window.bench.toEnd())
  expect(await distanceToEnd(page)).toBeLessThanOrEqual(1)
})
