/** First steps: each until it is done, possible, or put aside. */
import { expect, test } from 'vitest'

import { declinedSteps, declineStep, stepsFor } from './firstSteps'

const general = (members: number) => ({ kind: 'group', general: true, members }) as const
const saved = { kind: 'saved', general: false, members: 1 } as const
const direct = { kind: 'direct', general: false, members: 2 } as const
const standing = { rows: [general(5), saved], admin: false, installable: false, declined: [] }

test('who knows the place is offered nothing', () => {
  expect(stepsFor({ ...standing, rows: [general(5), direct], admin: true })).toEqual([])
  expect(stepsFor({ ...standing, rows: [] })).toEqual(['write'])
})

test('a newcomer is offered to write, until there is somebody to talk to', () => {
  expect(stepsFor(standing)).toEqual(['write'])
  expect(stepsFor({ ...standing, rows: [...standing.rows, direct] })).toEqual([])
})

test('who is alone may invite if the server lets them, and has nobody to write to', () => {
  const alone = { ...standing, rows: [general(1)] }
  expect(stepsFor(alone)).toEqual([])
  expect(stepsFor({ ...alone, admin: true })).toEqual(['invite'])
  expect(stepsFor({ ...standing, admin: true })).toEqual(['write'])
})

test('the app is offered where the browser would install it', () => {
  expect(stepsFor({ ...standing, installable: true })).toEqual(['write', 'install'])
})

test('what was put aside stays so', () => {
  const kept = new Map<string, string>()
  const keep = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
  expect(stepsFor({ ...standing, declined: declineStep(keep, 'write') })).toEqual([])
  declineStep(keep, 'write')
  declineStep(keep, 'install')
  expect(declinedSteps(keep)).toEqual(['write', 'install'])
})
