/** The small world of the stories: people, chats and messages in every state, at a fixed moment. */
import type { ScheduledRow } from '../src/engine/later'
import type { OutboxRow } from '../src/engine/outbox/row'
import type { DeviceRow, Invite, MemberRow } from '../src/engine/rpc'
import { dacha } from './chats'
import { at, id, me, NOW, people } from './people'

export * from './chats'
export * from './people'
export * from './talk'

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

/** Who stands on a later page of it. */
export const missing: MemberRow[] = [
  ...['Участник 137', 'Участница Ира'].map((name, i) => ({
    ...{ key: id(2_100 + i), name, username: `later${String(i + 1)}`, role: 'member' as const },
    ...{ online: i === 0, lastSeenAt: null, me: false },
  })),
]

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
