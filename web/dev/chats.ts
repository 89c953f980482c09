/** The chats of the small world in every state, and folders of them. */
import type { ChatRow, FolderRow, Kept, Person, SendState } from '../src/engine/rpc'
import { at, id, people } from './people'

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
    rights: {
      writes: 'member',
      comments: 'member',
      adds: 'admin',
      pins: 'admin',
      changes: 'admin',
      slow: 0,
      hourly: 0,
    },
    may: change.role === 'owner' ? ['writes', 'comments', 'adds', 'pins', 'changes'] : ['writes', 'comments'],
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
