/** Polls: as one person sees them, with what still waits on top of what the server knows. */
import type { Poll, Vote } from '../../api/schema'
import type { NewPoll, PollRow } from '../polls'

/** A poll that only waits to be sent, as the server would tell it. */
export const unsentPoll = ({ options, correct, closesAt, multiple, anonymous }: NewPoll): Poll => ({
  options: options.map((text) => ({ text })),
  multiple,
  anonymous,
  quiz: correct !== null,
  closes_at: closesAt,
})

/**
 * @param vote what the server has of the user's answer
 * @param wanted what the user has chosen since; null: nothing waits
 */
export function pollRow(
  poll: Poll,
  vote: Vote | undefined,
  wanted: readonly number[] | null,
  now: number,
): PollRow {
  const known = vote?.options ?? []
  const chosen = wanted ?? known
  const { closes_at: closesAt = null, voters = 0, multiple = false, anonymous = true, quiz = false } = poll
  return {
    options: poll.options.map(({ text, count = 0 }, option) => {
      const mine = chosen.includes(option)
      return { text, count: Math.max(0, count + Number(mine) - Number(known.includes(option))), chosen: mine }
    }),
    voters: Math.max(0, voters + Number(chosen.length > 0) - Number(known.length > 0)),
    multiple,
    anonymous,
    quiz,
    // Its moment may be over before the server has told.
    closed: (poll.closed ?? false) || (closesAt !== null && closesAt <= now),
    closesAt,
    waiting: wanted !== null,
    correct: poll.correct ?? vote?.correct ?? null,
    explanation: poll.explanation || vote?.explanation || '',
  }
}
