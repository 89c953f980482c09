/** The small world of the stories: people, chats and messages in every state, at a fixed moment. */
import type { ScheduledRow } from '../src/engine/later'
import type { OutboxRow } from '../src/engine/outbox/row'
import type {
  ChatRow,
  DeviceRow,
  FolderRow,
  Invite,
  Kept,
  MemberRow,
  MessageRow,
  Person,
  PinRow,
  Quote,
  SendState,
  ServiceEvent,
  ServiceRow,
  TimelineRow,
} from '../src/engine/rpc'

/** 2026-11-21 14:35 local time. */
export const NOW = new Date(2026, 10, 21, 14, 35).getTime()

const id = (n: number) => `01890a5d-ac96-774b-bcce-b302099a8${n.toString(16).padStart(3, '0')}`
const at = (h: number, m: number, daysAgo = 0) => new Date(2026, 10, 21 - daysAgo, h, m).getTime()
const day = (ms: number) =>
  new Date(ms - new Date(ms).getTimezoneOffset() * 60_000).toISOString().slice(0, 10)

export const people: Record<'kirill' | 'anya' | 'igor' | 'olga' | 'lena', Person> = {
  kirill: { id: id(5), name: 'Кирилл Романов', username: 'kirill', online: true },
  anya: { id: id(14), name: 'Аня Петрова', username: 'anya', online: true },
  igor: { id: id(1), name: 'Игорь Дымов', username: 'igor', online: false },
  olga: { id: id(3), name: 'Ольга Ким', username: 'olga', online: false },
  lena: { id: id(8), name: 'Lena Hartmann', username: 'lena', online: false },
}
export const me = people.kirill

const chat = (n: number, title: string, change: Partial<ChatRow>): ChatRow => ({
  ...{
    key: id(n),
    kind: 'group',
    title,
    peer: null,
    general: false,
    pos: 1_000 - n,
    preview: null,
    draft: null,
  },
  ...{
    unread: 0,
    pins: 0,
    failed: 0,
    typing: [],
    online: false,
    lastSeenAt: null,
    members: 24,
    onlineMembers: 3,
    role: 'member',
  },
  ...change,
})

/** How a chat is kept. */
const kept = (change: Partial<Kept>): Partial<ChatRow> => ({
  kept: { muted: false, pinned: null, archived: false, marked: false, ...change },
})

const said = (
  when: number,
  name: string | null,
  text: string,
  state: SendState | null = null,
): Partial<ChatRow> => ({
  preview: { at: when, own: state !== null, name, text, deleted: false, event: null, state },
})

const direct = (who: Person, n: number, change: Partial<ChatRow>): ChatRow =>
  chat(n, who.name, { kind: 'direct', peer: who.id, online: who.online, members: 2, ...change })

export const chats: ChatRow[] = [
  chat(260, 'Дачный кооператив', {
    unread: 3,
    mentions: [9],
    pins: 3,
    role: 'owner',
    ...said(at(14, 32), 'Аня', 'шлагбаум починили, коды те же'),
  }),
  direct(people.anya, 261, {
    typing: ['Аня'],
    ...said(at(14, 31), null, 'Увидимся', 'read'),
  }),
  chat(265, 'Мастерская «Клён»', {
    unread: 128,
    mentions: [9, 12],
    ...kept({ muted: true }),
    lifetime: 7 * 86_400,
    ...said(at(14, 5), 'Игорь', 'Привезли доски, **разгружаем**'),
  }),
  chat(269, '', {
    kind: 'saved',
    ...kept({ pinned: 0 }),
    members: 1,
    ...said(at(12, 47), null, 'Рецепт: 2 яйца, 300 г творога, ваниль', 'sent'),
  }),
  direct({ ...people.igor, name: 'Павел Ильин' }, 270, {
    online: true,
    draft: { text: 'в субботу смогу, но только после обеда', reply: null },
    ...said(at(11, 20), null, 'Сможешь помочь?'),
  }),
  chat(274, '9 «Б» родители', { unread: 1_200, ...said(at(10, 58), 'Ольга', 'Собрание в четверг') }),
  direct(people.lena, 275, {
    ...kept({ marked: true }),
    ...said(at(18, 5, 1), null, 'See you on Monday!', 'delivered'),
  }),
  direct(people.igor, 276, { failed: 1, ...said(at(9, 15, 2), null, 'Смета готова', 'failed') }),
  chat(279, 'Турклуб «Азимут»', { ...said(at(20, 0, 3), null, 'Маршрут готов, смотрите карту', 'sent') }),
  chat(281, 'Соседи по гаражам', {
    unread: 4,
    ...kept({ muted: true, archived: true }),
    ...said(at(8, 2), 'Ольга', 'Кто оставил ворота открытыми?'),
  }),
  chat(280, 'Очень длинное название группы, которое никак не помещается в одну строку', {
    role: null,
    preview: {
      ...{ at: at(12, 0, 40), own: false, name: 'Аня', text: '', deleted: true, event: null, state: null },
    },
  }),
]
/** What somebody has who came just now. */
export const newcomer = (members: number): ChatRow[] => [chat(281, '', { general: true, members })]

export const dacha = id(260)

/** Folders: of a few chats, of nobody yet, and one whose name does not fit. */
export const folders: FolderRow[] = [
  { key: id(501), name: 'Дача', chats: [dacha, id(265), id(261), id(4_000)] },
  { key: id(502), name: 'На потом', chats: [] },
  { key: id(503), name: 'Очень длинное название папки, которому нигде не хватает места', chats: [id(274)] },
]

let pos = 0

const message = (from: Person, when: number, text: string, change: Partial<MessageRow> = {}): MessageRow => ({
  ...{
    kind: 'message',
    key: id(1_000 + ++pos),
    pos,
    at: when,
    day: day(when),
    from: from.id,
    name: from.name,
  },
  ...{
    own: from === me,
    text,
    state: from === me ? 'read' : null,
    error: null,
    edited: false,
    deleted: false,
  },
  ...{ reply: null, group: 3 },
  ...change,
})

const quote = (of: MessageRow): Quote => ({
  id: of.key,
  from: of.from,
  name: of.name,
  text: of.text,
  deleted: false,
})

const { anya, igor, olga } = people
const water = message(igor, at(12, 4), 'Всем привет! Вода будет с субботы, насос проверил', { group: 1 })
const unread = message(anya, at(14, 29), 'А шлагбаум? @kirill, у тебя коды?', {
  reply: quote(water),
  group: 1,
  means: true,
})

export const firstUnread = unread.key
const told: TimelineRow[] = [
  message(anya, at(18, 40, 1), 'Кто едет в субботу?'),
  message(me, at(18, 42, 1), 'Мы, вчетвером', { group: 1 }),
  message(me, at(18, 42, 1), 'И собака 🐕', { group: 2 }),
  water,
  message(igor, at(12, 5), 'Привезу **новый фильтр**, ~~старый~~ выбросим. Схема: https://example.org/pump', {
    group: 2,
  }),
  message(me, at(12, 11), 'Отлично, спасибо! Тогда в субботу приедем **к десяти**', { state: 'read' }),
  message(
    olga,
    at(12, 40),
    '> приедем к десяти\nМы тоже. Список:\n- мангал\n- дрова\n- _хорошее настроение_',
  ),
  {
    kind: 'service',
    key: id(900),
    pos: ++pos,
    at: at(13, 0),
    day: day(at(13, 0)),
    event: { t: 'joined', names: ['Лена Хартман'] },
  },
  unread,
  message(anya, at(14, 32), 'шлагбаум починили, коды те же', {
    group: 2,
    reactions: [
      { emoji: '👍', count: 3, mine: true, names: ['Игорь Дымов', 'Ольга Ким'] },
      { emoji: '🎉', count: 1, mine: false, names: ['Игорь Дымов'] },
    ],
  }),
  message(me, at(14, 33), '👍🎉', { group: 1, state: 'delivered' }),
  message(me, at(14, 34), 'код `4417#`, действует до ноября', {
    ...{ edited: true, editedAt: at(14, 36), state: 'sent', group: 2 },
  }),
]
export const rows: TimelineRow[] = told.map((row, i) => ({ ...row, pos: i + 1 }))

export const states: TimelineRow[] = [
  ...(['sending', 'queued', 'sent', 'delivered', 'read'] as const).map((state) =>
    message(me, at(14, 1), `Состояние: ${state}`, { state }),
  ),
  message(me, at(14, 2), 'Не ушло', { state: 'failed', error: 'text_too_long' }),
  message(anya, at(14, 3), '', { deleted: true }),
  message(me, at(14, 3), '', { deleted: true }),
  message(anya, at(14, 4), '😀'),
  message(me, at(14, 4), '❤️🔥'),
  message(anya, at(14, 5), '🇷🇺👨‍👩‍👧‍👦👍🏽'),
  message(igor, at(14, 6), '||спойлер|| и `код`, а ещё @anya и [ссылка](https://example.org)'),
  message(
    igor,
    at(14, 7),
    '```python\nasync def main() -> None:\n    print("привет, мир")  # очень длинная строка, которая не помещается\n```\nвот так',
  ),
  message(me, at(14, 8), 'Ответ на удалённое', {
    reply: { id: id(999), from: null, name: 'Ольга', text: '', deleted: true },
  }),
  message(anya, at(14, 9), 'A'.repeat(120), { reply: quote(water) }),
  message(olga, at(14, 10), Array.from({ length: 40 }, (_, i) => `строка ${String(i + 1)}`).join('\n')),
  message(igor, at(14, 11), 'Первое в группе', { group: 1 }),
  message(igor, at(14, 11), 'Среднее', { group: 0 }),
  message(igor, at(14, 11), 'Последнее', { group: 2 }),
  message(me, at(14, 12), 'Код от калитки до завтра: 4417', { expiresAt: NOW + 86_400_000 }),
  message(anya, at(14, 12), 'Принято', { expiresAt: NOW + 3_600_000, edited: true }),
  message(me, at(14, 12), 'שלום, מה שלומך?'),
  message(me, at(14, 13), 'Кто за субботу?', {
    reactions: ['👍', '❤️', '😂', '🔥', '😮', '😢', '🙏', '🎉'].map((emoji, i) => ({
      ...{ emoji, count: i === 0 ? 1_204 : 8 - i, mine: i === 1, names: ['Аня Петрова'] },
    })),
  }),
  message(anya, at(14, 14), '🎉', {
    reactions: [{ emoji: '❤️', count: 2, mine: false, names: ['Игорь Дымов', 'Ольга Ким'] }],
  }),
]

/** Everything that a chat tells of itself; a new kind has to be added here. */
const said_of: { [T in ServiceEvent['t']]: Extract<ServiceEvent, { t: T }> } = {
  created: { t: 'created', by: anya.name, title: 'Дача' },
  renamed: { t: 'renamed', by: anya.name, title: 'Дача у озера' },
  added: { t: 'added', by: anya.name, names: [igor.name, olga.name] },
  removed: { t: 'removed', by: anya.name, names: [igor.name] },
  pinned: { t: 'pinned', by: anya.name },
  lifetime: { t: 'lifetime', by: anya.name },
  joined: { t: 'joined', names: [olga.name] },
  left: { t: 'left', names: [igor.name] },
  role: { t: 'role', by: anya.name, name: olga.name, role: 'admin' },
}
export const events: ServiceRow[] = Object.values(said_of).map((event, i) => ({
  ...{ kind: 'service', key: id(1_900 + i), pos: 100 + i, at: at(14, 20), day: day(at(14, 20)), event },
}))

/** What is written in the chats that can be opened. */
export const timelines: Record<string, TimelineRow[]> = { [dacha]: rows, [id(265)]: states }

export const members: MemberRow[] = Object.values(people).map((person, i) => ({
  ...{
    key: person.id,
    name: person.name,
    username: person.username,
    online: person.online,
    me: person === me,
  },
  ...{
    role: i === 0 ? 'owner' : i === 1 ? 'admin' : 'member',
    lastSeenAt: person.online ? null : NOW - i * 3_600_000,
  },
}))

/** The first page of a large group. */
export const crowd: MemberRow[] = Array.from({ length: 40 }, (_, i) => ({
  ...{ key: id(2_000 + i), name: `Участник ${String(i + 1)}`, username: `member${String(i + 1)}` },
  ...{ role: i % 9 === 0 ? 'admin' : 'member', online: i % 4 === 0, lastSeenAt: null, me: false },
}))

export const devices: DeviceRow[] = [
  {
    key: id(1),
    name: 'Firefox, Linux',
    address: '192.0.2.7',
    createdAt: NOW,
    lastSeenAt: NOW,
    current: true,
  },
  {
    key: id(2),
    name: 'Safari, iPhone',
    address: '198.51.100.3',
    createdAt: NOW,
    lastSeenAt: at(9, 0, 1),
    current: false,
  },
]

/** Invites that work: used by some, by nobody yet, and without limits. */
export const invites: Invite[] = [
  { id: id(1), createdAt: at(9, 0), expiresAt: NOW + 7 * 86_400_000, maxUses: 25, uses: 11 },
  { id: id(2), createdAt: at(9, 0, 1), expiresAt: NOW + 86_400_000, maxUses: 1, uses: 0 },
  { id: id(3), createdAt: at(9, 0, 400), expiresAt: null, maxUses: null, uses: 140 },
]

/** What waits without a network: a message, a change, and one that was refused. */
export const outbox: OutboxRow[] = (
  [
    ['send', 'Выезжаем в семь, встречаемся у **восточного** входа', null],
    ['edit', 'Нет, в половине восьмого', null],
    ['send', 'Список покупок', 'not_a_member'],
  ] as const
).map(([kind, text, error], n) => {
  const state = { error, sure: n === 0 }
  return {
    key: String(n),
    chat: dacha,
    id: `waiting-${String(n)}`,
    kind,
    text,
    at: NOW - 60_000 * (9 - n),
    ...state,
  }
})

const pinnedTexts = ['приедем **к десяти**', 'новый фильтр', '4417']
export const pins: PinRow[] = rows.flatMap((row) => {
  if (row.kind !== 'message' || !pinnedTexts.some((text) => row.text.includes(text)) || row.reply) return []
  const { key, from, name, text, at } = row
  return { key, from, name, text, at }
})

/** What is to be sent later: one that waits, one that the server has not heard of, one that was refused. */
export const scheduled: ScheduledRow[] = [
  {
    key: id(1_801),
    text: 'Не забудьте ключи',
    at: at(9, 0, 1),
    error: 'writing_not_accepted',
    waiting: false,
  },
  {
    key: id(1_802),
    text: 'Выезжаем **через час**, встречаемся у ворот',
    at: at(18, 0),
    error: null,
    waiting: false,
  },
  {
    key: id(1_803),
    text: 'Список покупок:\n- мангал\n- дрова',
    at: at(9, 0, -1),
    error: null,
    waiting: true,
  },
]
