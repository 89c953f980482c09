/** What the browser is asked about storage, and how often. */
import { beforeEach, expect, test, vi } from 'vitest'

import { storage } from './storage.svelte'

const kept = new Map<string, string>()

beforeEach(() => {
  kept.clear()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  })
})

test('once on a device the browser is asked to keep what is stored', async () => {
  const persist = vi.fn(() => Promise.resolve(true))
  vi.stubGlobal('navigator', { storage: { persist } })
  await storage.keep()
  await storage.keep()
  expect(persist).toHaveBeenCalledOnce()
  expect(storage.persisted).toBe(true)
})

test('a browser that refuses, or has no such thing, is no trouble', async () => {
  vi.stubGlobal('navigator', { storage: { persist: () => Promise.reject(new Error('no')) } })
  expect(await storage.persist()).toBe(false)
  vi.stubGlobal('navigator', {})
  expect(await storage.persist()).toBe(false)
  await storage.look()
  expect([storage.used, storage.allowed, storage.persisted]).toEqual([null, null, null])
})
