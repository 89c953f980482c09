/** Polls of the small world, in every state. */
import type { MessageRow, PollRow, TimelineRow } from '../src/engine/rpc'
import { at, day, id, me, NOW, people } from './people'

const { anya, igor, olga } = people
const options = (counts: readonly number[], chosen: readonly number[] = []) =>
  ['На озеро', 'В лес за грибами', 'Остаёмся дома: обещают дождь, а крыша ещё не готова'].map((text, i) => ({
    ...{ text, count: counts[i] ?? 0, chosen: chosen.includes(i) },
  }))

const poll = (change: Partial<PollRow>): PollRow => ({
  ...{ options: options([0, 0, 0]), voters: 0, multiple: false, anonymous: true, quiz: false },
  ...{ closed: false, closesAt: null, waiting: false, correct: null, explanation: '' },
  ...change,
})

const message = (n: number, text: string, asked: PollRow, change: Partial<MessageRow> = {}): MessageRow => ({
  ...{ kind: 'message', key: id(2_500 + n), pos: n, at: at(14, n), day: day(at(14, n)), poll: asked },
  ...{ from: anya.id, name: anya.name, own: false, text, state: null, error: null, edited: false },
  ...{ deleted: false, reply: null, group: 3 },
  ...change,
})
const own = { own: true, from: me.id, name: me.name, state: 'read' } as const

export const polls: TimelineRow[] = [
  message(1, 'Куда едем в субботу?', poll({})),
  message(2, 'Что взять с собой?', poll({ multiple: true, closesAt: NOW + 86_400_000 }), {
    ...{ from: igor.id, name: igor.name },
  }),
  message(3, 'Куда едем в субботу?', poll({ options: options([7, 3, 1], [0]), voters: 11 }), own),
  message(
    4,
    'Кто за что?',
    poll({ options: options([2, 4, 0], [1, 0]), voters: 5, multiple: true, anonymous: false, waiting: true }),
    { from: olga.id, name: olga.name },
  ),
  message(
    5,
    'Сколько лет нашему саду?',
    poll({
      ...{ options: options([3, 5, 1], [0]), voters: 9, quiz: true, correct: 1 },
      explanation: 'Первую яблоню посадили в 1974 году.',
    }),
  ),
  message(
    6,
    'Когда собрание?',
    poll({ options: options([12_004, 8_310, 0]), voters: 20_314, closed: true, anonymous: false }),
    own,
  ),
  message(
    7,
    'Что посадить у ворот?',
    poll({ options: options([2, 6, 1], [1]), voters: 9, closed: true, multiple: true }),
    { from: olga.id, name: olga.name },
  ),
  message(
    8,
    'В каком году провели свет?',
    poll({
      ...{ options: options([1, 4, 0]), voters: 5, quiz: true, correct: 1, closed: true },
      explanation: 'В 1981-м, вместе с дорогой.',
    }),
  ),
  message(
    9,
    'Сколько домов на нашей улице?',
    poll({ ...{ options: options([1, 8, 2], [1]), voters: 11, quiz: true, correct: 1 } }),
  ),
  message(10, 'Кто закроет ворота?', poll({ anonymous: false }), { ...own, state: 'queued' }),
]
