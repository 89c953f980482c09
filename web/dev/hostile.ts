/** The small world again, with names and texts that somebody made to break it: each of them in every place. */
import type { ScheduledRow } from '../src/engine/later'
import type { OutboxRow } from '../src/engine/outbox/row'
import type {
  ChatRow,
  DeviceRow,
  FolderRow,
  MemberRow,
  MessageRow,
  Person,
  PinRow,
  PollRow,
  ServerInfo,
  ServiceRow,
  TimelineRow,
} from '../src/engine/rpc'
import { TEXTS, VECTORS } from './vectors'
import {
  chats as calmChats,
  dacha,
  devices as calmDevices,
  members as calmMembers,
  outbox as calmOutbox,
  scheduled as calmScheduled,
  rows as calmRows,
} from './world'

export const ODD: readonly string[] = [
  'photo\u202Egpj.exe',
  '\u2067\u202E\u2066 left and right \u202E and never back',
  `z${'\u0336\u0489\u0310\u0333'.repeat(60)}algo`,
  '😀'.repeat(4_000),
  '['.repeat(16_000),
  'javascript:alert(document.domain)',
  '[click](javascript:alert(1)) [data](data:text/html,<script>alert(1)</script>)',
  '<img src=x onerror=alert(1)><script>alert(1)</script><svg onload=alert(1)>',
  '"\'><iframe src="https://evil.example/"></iframe>{{7*7}}${7*7}',
  '![](https://evil.example/pixel.png) [bank.example](https://evil.example/login)',
  'one \ud83d half \udc00 pair',
  'nul \u0000 bell \u0007 bom \ufeff',
  'W'.repeat(4_000),
  '\n'.repeat(300) + 'the end',
  '```\n' + 'x'.repeat(2_000) + '\n```',
  '> '.repeat(500),
  '||' + '**_~~'.repeat(900),
  'https://xn--80ak6aa92e.com/ and https://аррӏе.com/ and http://a@b@evil.example/',
  '👨‍👩‍👧‍👦\u200d\u200d\u200d🏳️\u200d\u200d⚧️',
  '﷽'.repeat(40),
]
const HOSTILE: readonly string[] = [...ODD, ...TEXTS]
const ALL = VECTORS.join(' ')

const nth = (i: number) => HOSTILE[i % HOSTILE.length] ?? ''
const vector = (i: number) => VECTORS[i % VECTORS.length] ?? ''
const model = calmRows.find((row): row is MessageRow => row.kind === 'message')

const said = (key: string, pos: number, name: string, text: string, quoted: string): TimelineRow[] => {
  if (!model) return []
  const quote = { id: model.key, from: model.from, name: quoted, text: quoted, deleted: false }
  const placed = { ...model, pos, name, text, group: 3 } as const
  return [
    { ...placed, key: `theirs-${key}` },
    { ...placed, key: `own-${key}`, own: true, state: 'read', reply: quote },
  ]
}

/** Whoever makes a poll words its options and what explains it. */
const asks = (key: string, text: string): TimelineRow[] => {
  const poll: PollRow = {
    ...{ options: [0, 3].map((count) => ({ text, count, chosen: count > 0 })), voters: 3, multiple: false },
    ...{ anonymous: false, quiz: true, closed: false, closesAt: null, waiting: false, correct: 1 },
    explanation: text,
  }
  return model ? [{ ...model, pos: 9_000, name: text, text, group: 3, key: `asks-${key}`, poll }] : []
}

const told = (key: string, name: string): ServiceRow[] => {
  const placed = { kind: 'service', pos: 0, at: model?.at ?? 0, day: model?.day ?? '' } as const
  return [
    { ...placed, key: `renamed-${key}`, event: { t: 'renamed', by: name, title: name } },
    { ...placed, key: `added-${key}`, event: { t: 'added', by: name, names: [name] } },
  ]
}

/** One chat with everything; and for each way to break in one with nothing but it. */
const rows = [
  ...said('names', 0, nth(0), ODD.map((_, i) => `@odd${String(i)}`).join(' '), nth(0)).slice(0, 1),
  ...HOSTILE.flatMap((text, i) => said(String(i), i + 1, nth(i), text, nth(i + 1))),
]
const idOf = (kind: string, i: number) =>
  `01890a5d-ac96-774b-bcce-b3020990${kind}${i.toString(16).padStart(3, '0')}`
const chatOf = (i: number) => idOf('0', i)
const places = new Map(VECTORS.map((_, i) => [chatOf(i), i]))

export function timeline(chat: string): TimelineRow[] {
  const i = places.get(chat)
  if (i === undefined) return rows
  const name = vector(i)
  return [...told(String(i), name), ...said(String(i), i + 1, name, name, name), ...asks(String(i), name)]
}

const [calmChat] = calmChats
const chat = (key: string, title: string, pos: number, typing: string[]): ChatRow[] =>
  calmChat
    ? [
        {
          ...{ ...calmChat, key, title, pos, typing },
          preview: calmChat.preview && { ...calmChat.preview, name: title, text: title },
          draft: pos % 3 ? null : { text: title, reply: null },
        },
      ]
    : []

export const chats: ChatRow[] = [
  ...chat(dacha, nth(0), 10_000, [nth(3)]),
  ...VECTORS.flatMap((name, i) => chat(chatOf(i), name, 5_000 - i, i % 3 === 1 ? [name] : [])),
]

/** What is said under messages that are as odd, in chats with such names. */
export const threads: ChatRow[] = VECTORS.flatMap((name, i) =>
  chat(idOf('9', i), name, 1_000 - i, []).map((row) => {
    const root = { id: idOf('8', i), from: idOf('1', i), name, text: name, deleted: false }
    return { ...row, kind: 'thread', draft: null, thread: { chat: dacha, seq: i + 1, root, following: true } }
  }),
)

export const folders: FolderRow[] = VECTORS.map((name, i) => ({
  key: idOf('2', i),
  name,
  chats: [chatOf(i)],
}))

const [calmMember] = calmMembers.filter(({ me }) => !me)
const member = (key: string, name: string): MemberRow[] =>
  calmMember ? [{ ...calmMember, key, name, username: key }] : []

export function members(chat: string): MemberRow[] {
  const i = places.get(chat)
  return i === undefined
    ? [
        ...VECTORS.flatMap((name, n) => member(`v${String(n)}`, name)),
        ...ODD.flatMap((name, n) => member(`odd${String(n)}`, name)),
      ]
    : member('v', vector(i))
}

/** What is pinned in a chat: all that is said in it by others. */
export function pins(chat: string): PinRow[] {
  return timeline(chat).flatMap((row) => {
    if (row.kind !== 'message' || row.own) return []
    const { key, from, name, text, at } = row
    return { key, from, name, text, at }
  })
}

export const people: Person[] = VECTORS.map((name, i) => ({
  id: idOf('1', i),
  name,
  username: name,
  online: false,
}))

export const devices: DeviceRow[] = [...ODD, ALL].flatMap((name, i) =>
  calmDevices.slice(1).map((device) => ({ ...device, key: String(i), name, address: name })),
)

export const outbox: OutboxRow[] = VECTORS.flatMap((text, i) =>
  calmOutbox.slice(0, 1).map((row) => ({ ...row, key: String(i), id: String(i), chat: chatOf(i), text })),
)

export const scheduled: ScheduledRow[] = VECTORS.flatMap((text, i) =>
  calmScheduled.slice(1, 2).map((row) => ({ ...row, key: String(i), text })),
)

export const server: ServerInfo = {
  name: ALL,
  registration: 'invite',
  fresh: false,
  appeal: ALL,
  version: '1',
  textLimit: 4_000,
  directory: true,
  linkPreviews: true,
  edit_hours: 48,
  edit_history: true,
}
export const inviter = ALL

/** Reports or deeds about people with odd names, in odd words. */
export const judged = <T extends object>(found: readonly T[]): T[] =>
  HOSTILE.flatMap((text, i) => {
    const row = found[i % found.length]
    const person = { id: idOf('7', i), name: nth(i), username: 'odd' }
    const said = row && 'comment' in row ? { comment: text, text: nth(i + 1) } : {}
    return row ? { ...row, id: `judged-${String(i)}`, person, ...said } : []
  })
