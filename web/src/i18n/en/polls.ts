/** English words of polls: making one, answering, and how it stands. */
import { num } from '../format'
import { plural } from '../plural'

const votes = (n: number) => `${num('en', n)} ${plural('en', n, { one: 'vote', other: 'votes' })}`

export const polls = {
  attach: 'Attach',
  poll: 'Poll',
  new: 'New poll',
  question: 'Question',
  no_question: 'A poll needs a question.',
  options: 'Options',
  option: (n: number) => `Option ${num('en', n)}`,
  few: 'A poll needs at least two options.',
  right: (n: number) => `Option ${num('en', n)} is right`,
  no_right: 'Choose which option is right.',
  up: (n: number) => `Move option ${num('en', n)} up`,
  remove: (n: number) => `Remove option ${num('en', n)}`,
  moved: (text: string, place: number) => `${text}: now option ${num('en', place)}`,
  left: (n: number) =>
    n > 0
      ? `You can add ${num('en', n)} more ${plural('en', n, { one: 'option', other: 'options' })}.`
      : 'These are as many options as can be.',
  keys: 'Alt+Shift+↑ and ↓ move an option.',
  anonymous: 'Anonymous voting',
  channel: 'In a channel every poll is anonymous.',
  multiple: 'Several answers',
  quiz: 'Quiz',
  quiz_hint: 'One option is right; mark it. An answer cannot be changed.',
  explanation: 'Explanation',
  explanation_hint: 'Shown to whoever has answered.',
  closes: 'Close at a time…',
  choose: 'Choose',
  stays_open: 'Leave it open',
  until: (day: string, clock: string) => `Until ${day}, ${clock}`,
  kind: (quiz: boolean, anonymous: boolean, closed: boolean): string =>
    closed
      ? 'Final results'
      : quiz
        ? anonymous
          ? 'Anonymous quiz'
          : 'Quiz'
        : anonymous
          ? 'Anonymous poll'
          : 'Poll with names',
  total: (n: number) => (n > 0 ? votes(n) : 'No votes yet'),
  result: (text: string, percent: string, n: number, chosen: boolean, right: boolean) =>
    [`${text}: ${percent}`, votes(n), chosen ? 'your choice' : '', right ? 'the right answer' : '']
      .filter(Boolean)
      .join(', '),
  waiting: 'Your vote waits for the network',
  vote: 'Vote',
  voters: 'Who voted',
  retract: 'Retract vote',
  close: 'Close the poll',
  close_title: 'Close the poll?',
  close_hint: 'Nobody can vote any more, and everybody sees the result.',
}
