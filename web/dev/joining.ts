/** Links into groups of the small world, and who asks to be let in. */
import type { ChatInvitation, ChatInvite, JoinRow, PublicChat } from '../src/engine/rpc'
import { dacha, me, NOW, people } from './world'

const DAY = 86_400_000
const { anya, igor, olga } = people

const asks = (chat: string, who: { id: string; name: string; username: string }, at: number): JoinRow => ({
  ...{ key: `${chat}:${who.id}`, chat, user: who.id, own: who.id === me.id, title: 'Садовое товарищество' },
  ...{ name: who.name, username: who.username, at: NOW - at, refused: false },
})

export const joins: JoinRow[] = [
  asks(dacha, igor, 2 * DAY),
  asks(dacha, olga, 3_600_000),
  asks('waiting', me, DAY),
  {
    ...asks('invited', me, 5_000),
    key: 'invited',
    name: anya.name,
    invited: { members: 24, channel: false },
  },
  { ...asks('refused', me, 2 * DAY), title: 'Книжный клуб', refused: true },
]

const link = (n: number, change: Partial<ChatInvite>): ChatInvite => ({
  ...{ id: `link-${String(n)}`, name: '', createdAt: NOW - n * DAY, expiresAt: null, maxUses: null },
  ...{ uses: 0, approval: false, registers: false },
  ...change,
})

export const links: ChatInvite[] = [
  link(1, { name: 'Для соседей по улице', maxUses: 25, uses: 4, expiresAt: NOW + 6 * DAY, approval: true }),
  link(3, { uses: 12, registers: true }),
  link(9, { name: 'Собрание', maxUses: 10, uses: 10 }),
  link(30, { expiresAt: NOW - DAY, uses: 2 }),
]

const open: ChatInvitation = {
  ...{ state: 'works', title: 'Дачный кооператив', members: 24, inviter: anya.name, approval: false },
  ...{ description: 'Вода, дорога, собрания. Здесь решаем, что и когда делать.', registers: false },
  ...{ chat: null, asked: false },
}

/** What a link says, by its code. */
export const invitations: Record<string, ChatInvitation> = {
  works: open,
  '@garden': { ...open, inviter: '' },
  approval: { ...open, approval: true },
  registers: { ...open, registers: true, description: '' },
  asked: { ...open, approval: true, chat: 'waiting', asked: true },
  ...Object.fromEntries(
    (['expired', 'used_up', 'revoked'] as const).map((state) => [
      state,
      { ...open, state, title: '', members: 0, inviter: '', description: '' },
    ]),
  ),
}

const listed: PublicChat[] = [
  {
    ...{ chat: dacha, title: 'Дача', address: 'dacha', members: 214, channel: false },
    ...{ description: 'Грядки, погода и кто едет в субботу', inside: true, asked: false },
  },
  {
    ...{
      chat: 'garden',
      title: 'Садовое товарищество «Рассвет»',
      address: 'garden',
      members: 96,
      channel: false,
    },
    ...{
      description: 'Вода, дорога, собрания. Здесь решаем, что и когда делать.',
      inside: false,
      asked: true,
    },
  },
  {
    ...{ chat: 'news', title: 'Новости посёлка', address: 'posyolok.news', members: 41, channel: true },
    ...{ description: '', inside: false, asked: false },
  },
]

/** A page of public chats that have the word; null: there are none. */
export function publicChats(q: string | null, rest: boolean) {
  const found = q === null ? [] : listed.filter(({ title }) => title.toLowerCase().includes(q.toLowerCase()))
  return { chats: rest ? [] : found, next: rest || found.length < 3 ? null : 'more' }
}
