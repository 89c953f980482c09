/** The browser's offer to install is kept until it is wanted, and is not repeated once declined. */
import { expect, test, vi } from 'vitest'

import { install } from './install.svelte'

test('offered, declined, possible all the same, installed', async () => {
  const target = new EventTarget()
  const kept = new Map<string, string>()
  vi.stubGlobal('addEventListener', target.addEventListener.bind(target))
  vi.stubGlobal('matchMedia', () => ({ matches: false }))
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  })
  install.start()
  expect([install.offered, install.possible, install.installed]).toEqual([false, false, false])

  const prompt = vi.fn(() => Promise.resolve({ outcome: 'accepted' }))
  const offer = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt })
  target.dispatchEvent(offer)
  expect(offer.defaultPrevented).toBe(true)
  expect(install.offered).toBe(true)
  install.decline()
  expect([install.offered, install.possible]).toEqual([false, true])
  await install.run()
  expect(prompt).toHaveBeenCalledOnce()
  expect(install.possible).toBe(false)
  target.dispatchEvent(new Event('appinstalled'))
  expect(install.installed).toBe(true)
})
