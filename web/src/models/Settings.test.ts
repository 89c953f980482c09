/** Settings of this device: kept, read again, shown on the page; nonsense in the store is as nothing. */
import { beforeEach, expect, test } from 'vitest'

import { time } from '../i18n/format'
import { Settings, type Keep } from './Settings.svelte'

const kept = new Map<string, string>()
const keep: Keep = {
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, value) => void kept.set(key, value),
  removeItem: (key) => void kept.delete(key),
}
const variables: Record<string, string> = {}

function open(): { settings: Settings; dataset: Record<string, string> } {
  const dataset: Record<string, string> = {}
  const style = { setProperty: (name: string, value: string) => void (variables[name] = value) }
  return { settings: new Settings(keep, { dataset, style } as never, 'en-US'), dataset }
}

beforeEach(() => kept.clear())

test('nothing is set on the page until something is chosen, and nothing when it is taken back', () => {
  const { settings, dataset } = open()
  expect(dataset).toEqual({})
  settings.setAllLeft(true)
  settings.setCompact(true)
  settings.setCalm(true)
  settings.setTheme('dark')
  expect(dataset).toEqual({ bubbles: 'left', density: 'compact', motion: 'less', theme: 'dark' })
  settings.setAllLeft(false)
  settings.setCompact(false)
  settings.setCalm(false)
  settings.setTheme('system')
  expect([dataset, [...kept]]).toEqual([{}, []])
})

test('what was chosen is there after a reload', () => {
  const { settings } = open()
  settings.setAllLeft(true)
  settings.setCompact(true)
  settings.setCalm(true)
  settings.setCtrlSends(true)
  settings.setHours('12')
  const again = open()
  expect(again.dataset).toEqual({ bubbles: 'left', density: 'compact', motion: 'less' })
  expect([again.settings.ctrlSends, again.settings.hours]).toEqual([true, '12'])
})

test('nonsense in the store is as nothing', () => {
  for (const name of ['bubbles', 'density', 'motion', 'clock', 'theme', 'scale', 'locale'])
    kept.set(`molva.${name}`, 'nonsense')
  const { settings, dataset } = open()
  expect(dataset).toEqual({})
  expect([settings.hours, settings.scale, settings.locale]).toEqual(['auto', 1, null])
})

test('the clock that is chosen is the one that is written', () => {
  const { settings } = open()
  const at = new Date(2026, 10, 21, 14, 5).getTime()
  settings.setHours('12')
  expect([time('en', at), time('ru', at)].map((text) => text.replace(/\s/g, ' '))).toEqual([
    '2:05 PM',
    '2:05 PM',
  ])
  settings.setHours('24')
  expect([time('en', at), time('ru', at)]).toEqual(['14:05', '14:05'])
})
