/** Comments of the small world: under which messages, what is said there, and who may say it. */
import type { ChatRow, MessageRow, Quote, TimelineRow } from '../src/engine/rpc'
import { chats, dacha } from './chats'
import { at, day, id, me, people } from './people'
import { rows } from './talk'

const { anya, igor, olga } = people
const home = chats.find(({ key }) => key === dacha)
if (!home) throw new Error('the small world has no such chat')

const LONG =
  'Предлагаю скинуться на **новый насос**: старый гудит так, что слышно на соседней улице, а фильтр менять уже некуда. Смету и три варианта пришлю к вечеру, решать лучше до выходных, пока действует скидка и есть кому съездить.'

/** What stands under the message at a place of the chat; `last` is what was said there last. */
function thread(seq: number, text: string, last: string | null, change: Partial<ChatRow> = {}): ChatRow {
  const { key, kind, title, members, role, may, rights } = { ...(home as ChatRow) }
  const root: Quote = { id: id(1_000 + seq), from: igor.id, name: igor.name, text, deleted: false }
  return {
    ...{ key: key.replace(/.{3}$/, (3_000 + seq).toString(16)), kind: 'thread', title, members, role },
    ...{ peer: null, general: false, draft: null, unread: 0, pins: 0, failed: 0, typing: [], online: false },
    ...{
      lastSeenAt: null,
      onlineMembers: 0,
      pos: at(14, seq),
      ...(may && { may }),
      ...(rights && { rights }),
    },
    preview: last === null ? null : { ...said, at: at(13, 60 - seq), text: last },
    thread: { chat: dacha, seq, root, following: true },
    ...(kind === 'group' && change),
  }
}

const said = { own: false, name: 'Ольга', deleted: false, event: null, state: null } as const
const quiet = (row: ChatRow): ChatRow =>
  row.thread ? { ...row, thread: { ...row.thread, following: false } } : row

export const threads: readonly ChatRow[] = [
  thread(4, 'Всем привет! Вода будет с субботы, насос проверил', 'А напор какой?', { unread: 2 }),
  thread(5, LONG, 'Я за, но **после** зарплаты'),
  quiet(thread(1, 'Кто едет в субботу?', null)),
  quiet(thread(7, 'Мы тоже. Список в закрепе', 'Дрова взять?', { role: 'member', may: [], closed: 'reads' })),
]

/** As a device has them that has never had the messages they are about. */
export const unknown = threads.map((row) =>
  row.thread ? { ...row, thread: { ...row.thread, root: null } } : row,
)

const comment = (n: number, from: typeof anya, text: string): MessageRow => ({
  ...{ kind: 'message', key: id(3_500 + n), pos: n, at: at(13, n), day: day(at(13, n)), text },
  ...{ from: from.id, name: from.name, own: from === me, state: from === me ? 'sent' : null, error: null },
  ...{ edited: false, deleted: false, reply: null, group: 3 },
})

export const comments: readonly TimelineRow[] = [
  comment(1, anya, 'Ура! А фильтр новый?'),
  comment(2, me, 'Фильтр привезут в пятницу'),
  comment(3, olga, 'А напор какой?'),
]

/** The talk of that chat, with what is under its messages. */
export const commented: readonly TimelineRow[] = rows.map((row) => {
  if (row.kind !== 'message') return row
  const of: Record<number, MessageRow['comments']> = {
    ...{ 2: { count: 1_204 }, 4: { count: 3, unread: 2 }, 5: { count: 21 }, 7: { count: 1 } },
  }
  const under = of[row.pos]
  return under ? { ...row, comments: under } : row
})
