/** What is said in the small world: messages in every state, what the chats tell of themselves, what is pinned. */
import type {
  MessageRow,
  Person,
  PinRow,
  Quote,
  ServiceEvent,
  ServiceRow,
  TimelineRow,
} from '../src/engine/rpc'
import { dacha } from './chats'
import { at, day, id, me, NOW, people } from './people'

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
  message(me, at(14, 10), 'Вода будет с субботы', { forward: { from: igor.id, name: igor.name } }),
  message(anya, at(14, 10), 'Смета на насос: **12 400 ₽**', {
    forward: { from: id(999), name: 'Константин Константинопольский-Преображенский' },
  }),
  message(igor, at(14, 10), 'Насос такой: https://example.org/pumps/42', {
    preview: {
      url: 'https://example.org/pumps/42',
      site: 'example.org',
      title:
        'Погружной насос «Ручеёк-1М»: характеристики, отзывы владельцев и цены в магазинах Москвы и области',
      description:
        'Напор 60 м, кабель 25 м, термозащита. Подходит для колодцев и скважин от 100 мм. Гарантия два года, доставка по садовым товариществам по субботам, самовывоз каждый день с девяти до шести. Смотрите также насосные станции и всё для полива.',
    },
  }),
  message(me, at(14, 10), 'А вот <https://example.org/cheap> и https://пример.рф', {
    preview: { url: 'https://пример.рф', site: 'пример.рф', title: 'Пример' },
  }),
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
  ...['Аня Петрова', 'Игорь Дымов', 'Ольга Ким', 'Lena Hartmann', 'Павел Ильин', 'Вера', 'Глеб'].map(
    (name, i): TimelineRow => ({
      ...{ kind: 'service', key: id(1_700 + i), pos: ++pos, at: at(14, 15), day: day(at(14, 15)) },
      event: { t: 'joined', names: [name] },
    }),
  ),
]

/** Everything that a chat tells of itself; a new kind has to be added here. */
const said_of: { [T in ServiceEvent['t']]: Extract<ServiceEvent, { t: T }> } = {
  created: { t: 'created', by: anya.name, title: 'Дача' },
  renamed: { t: 'renamed', by: anya.name, title: 'Дача у озера' },
  added: { t: 'added', by: anya.name, names: [igor.name, olga.name] },
  removed: { t: 'removed', by: anya.name, names: [igor.name] },
  pinned: { t: 'pinned', by: anya.name },
  lifetime: { t: 'lifetime', by: anya.name },
  public: { t: 'public', by: anya.name, address: 'dacha' },
  joined: { t: 'joined', names: [olga.name] },
  left: { t: 'left', names: [igor.name] },
  role: { t: 'role', by: anya.name, name: olga.name, role: 'admin' },
}
export const events: ServiceRow[] = Object.values(said_of).map((event, i) => ({
  ...{ kind: 'service', key: id(1_900 + i), pos: 100 + i, at: at(14, 20), day: day(at(14, 20)), event },
}))

/** What is written in the chats that can be opened. */
export const timelines: Record<string, TimelineRow[]> = { [dacha]: rows, [id(265)]: states }

const pinnedTexts = ['приедем **к десяти**', 'новый фильтр', '4417']
export const pins: PinRow[] = rows.flatMap((row) => {
  if (row.kind !== 'message' || !pinnedTexts.some((text) => row.text.includes(text)) || row.reply) return []
  const { key, from, name, text, at } = row
  return { key, from, name, text, at }
})
