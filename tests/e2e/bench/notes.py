"""What the measured page writes down about itself; all times are milliseconds, all of it runs in the page."""

from __future__ import annotations

from typing import Final

NOTES: Final = """
// The browser offers to install the app when it likes, and the line would come where a row is clicked.
localStorage.setItem('molva.install-declined', '1')

window.bench = { longest: 0, shifts: [], keys: [], interactions: {}, answers: {} }

/** Resolves to when a frame that fulfils the condition was painted. */
bench.when = (condition) =>
  new Promise((done) => {
    const look = () =>
      requestAnimationFrame(() => {
        if (!condition()) return look()
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => done(performance.now())
        port2.postMessage(null)
      })
    look()
  })

/** Resolves when the page has had nothing to do, twice. */
bench.idle = async () => {
  for (let n = 0; n < 2; n++) await new Promise((done) => requestIdleCallback(done))
}

/** How long it takes from the next event of a kind until a frame that fulfils the condition was painted. */
bench.after = (kind, condition) => {
  bench.pending = new Promise((done) =>
    addEventListener(kind, async ({ timeStamp }) => done((await bench.when(condition)) - timeStamp), {
      once: true,
      capture: true,
    }),
  )
}

bench.lastMessage = () => [...document.querySelectorAll('[role=log] article')].at(-1)

/** Resolves to when each part of the page was painted. */
const parts = { list: 'ul.rows a', composer: '#composer', messages: '[role=log] article' }
bench.opened = Promise.all(
  Object.entries(parts).map(async ([name, selector]) => {
    return [name, await bench.when(() => document.querySelector(selector))]
  }),
).then(Object.fromEntries)

new PerformanceObserver((list) => {
  for (const task of list.getEntries()) bench.longest = Math.max(bench.longest, task.duration)
}).observe({ type: 'longtask', buffered: true })
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) bench.shifts.push(entry)
}).observe({ type: 'layout-shift', buffered: true })

/** CLS as web.dev defines it: the worst run of shifts that follow each other within a second, for five at most. */
bench.worstShift = () => {
  let worst = 0
  let run = { sum: 0, from: -Infinity, last: -Infinity }
  for (const { value, startTime } of bench.shifts) {
    const on = startTime - run.last < 1_000 && startTime - run.from < 5_000
    run = { sum: (on ? run.sum : 0) + value, from: on ? run.from : startTime, last: startTime }
    worst = Math.max(worst, run.sum)
  }
  return worst
}
bench.allShifts = () => bench.shifts.reduce((sum, { value }) => sum + value, 0)
// What takes less than 16 ms is not told.
new PerformanceObserver((list) => {
  for (const { name, duration, interactionId, startTime, processingEnd } of list.getEntries()) {
    if (!interactionId) continue
    if (name === 'keydown') bench.keys.push(duration)
    bench.answers[interactionId] = Math.max(processingEnd - startTime, bench.answers[interactionId] ?? 0)
    bench.interactions[interactionId] = Math.max(duration, bench.interactions[interactionId] ?? 0)
  }
}).observe({ type: 'event', durationThreshold: 16, buffered: true })

/** Watches every frame: the time since the one before it, and for how long no message was in sight. */
bench.watchFrames = () => {
  const seen = { on: true, gaps: [], longestBlank: 0 }
  const { left, top, width, height } = document.querySelector('[role=log]').getBoundingClientRect()
  const points = [0.2, 0.35, 0.5, 0.65, 0.8].map((part) => top + height * part)
  const covered = (y) => document.elementFromPoint(left + width / 2, y)?.closest('article, .service')
  let before = performance.now()
  let blankSince = null
  const look = (now) => {
    seen.gaps.push(now - before)
    before = now
    if (points.some(covered)) blankSince = null
    else {
      blankSince ??= now
      seen.longestBlank = Math.max(seen.longestBlank, now - blankSince)
    }
    if (seen.on) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
  bench.frames = seen
}
"""
"""`bench` in the page: its longest task, what jumped, how long keys and interactions took, when parts were painted."""
