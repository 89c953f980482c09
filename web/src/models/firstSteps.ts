/** What somebody who is new here may do first; a step goes when it is done, or not wanted. */
import type { ChatRow } from '../engine/rpc'

export const STEPS = ['write', 'invite', 'install'] as const
export type Step = (typeof STEPS)[number]

type Standing = {
  rows: readonly Pick<ChatRow, 'kind' | 'general' | 'members'>[]
  admin: boolean
  /** Would the browser install the app now? */
  installable: boolean
  declined: readonly string[]
}

/** The steps that are still worth a line, in their order. */
export function stepsFor({ rows, admin, installable, declined }: Standing): Step[] {
  const talks = rows.some((row) => row.kind !== 'saved' && !row.general)
  const alone = rows.some((row) => row.general && row.members <= 1)
  // Without others there is nobody to write to yet.
  const wanted = { write: !talks && !alone, invite: admin && alone, install: installable }
  return STEPS.filter((step) => wanted[step] && !declined.includes(step))
}

const KEY = 'molva.first-steps-declined'

/** The steps that were put aside on this device. */
export function declinedSteps(keep: Pick<Storage, 'getItem'>): string[] {
  return (keep.getItem(KEY) ?? '').split(' ')
}

export function declineStep(keep: Pick<Storage, 'getItem' | 'setItem'>, step: Step): string[] {
  const declined = [...declinedSteps(keep).filter((one) => one !== step && one !== ''), step]
  keep.setItem(KEY, declined.join(' '))
  return declined
}
