/** The chat list: one row a chat, each sent again only when it looks different. */
import type { Chat } from '../../api/schema'
import type { Engine } from '../engine'
import { rightsOf, rightsOfRole } from '../rights'
import type { ChatRow, Op, Preview, Role } from '../rpc'
import type { Place } from '../sync/place'
import { alike } from './diff'
import { pinned } from './pins'
import { serviceEvent, stateOf, unsent, type Around } from './rows'
import { threadHead } from './threads'
import type { Emit, OpenView, Touched } from './view'

export class ChatsView implements OpenView {
  #rows = new Map<string, ChatRow>()

  constructor(
    readonly engine: Engine,
    readonly emit: Emit<ChatRow>,
  ) {
    for (const id of engine.replica.places.keys()) {
      const row = chatRow(engine, id)
      if (row) this.#rows.set(id, row)
    }
    emit([['set', [...this.#rows.values()]]])
  }

  touch({ chats, changes, connection }: Touched): void {
    const ids = connection
      ? this.#rows.keys()
      : [...(chats ?? []), ...(changes?.chats ?? []), ...(changes?.forgotten ?? [])]
    const ops: Op<ChatRow>[] = []
    for (const id of new Set(ids)) {
      const row = chatRow(this.engine, id)
      const old = this.#rows.get(id)
      if (!row) {
        if (this.#rows.delete(id)) ops.push(['del', id])
      } else if (!old || !alike(row, old)) {
        this.#rows.set(id, row)
        ops.push(['put', row])
      }
    }
    if (ops.length) this.emit(ops)
  }
}

/** A chat as the list and the head of the open chat show it; null if the user is not in it. */
export function chatRow(engine: Engine, id: string): ChatRow | null {
  const { replica, presence, outbox, drafts, keeping } = engine
  const place = replica.places.get(id)
  const chat = place?.record.chat
  if (!place?.shown || !chat) return null
  const head = threadHead(engine, place, chat)
  if (!head) return null
  const { me } = replica
  const peer = place.peer(me)
  const seen = peer && place.members.get(peer)?.username ? presence.seen(peer) : null
  const preview = previewOf(engine, place)
  const draft = drafts.get(id)
  const kept = keeping.of(place)
  const typing = presence.writers(id).filter((user) => user !== me)
  const role = place.members.get(me)?.role ?? 'member'
  const members = [...place.members.values()].filter((member) => !member.left)
  return {
    key: id,
    kind: chat.kind,
    title: peer ? engine.name(id, peer) : chat.kind === 'saved' ? '' : chat.name,
    peer,
    general: chat.general,
    pos: preview?.at ?? chat.created_at,
    preview,
    draft,
    draftFrom: drafts.foreign(id),
    unread: place.record.unread,
    ...(place.record.mentions?.length && { mentions: place.record.mentions }),
    ...(kept && { kept }),
    ...(place.record.last === null && isCleared(engine, place) && { cleared: true }),
    pins: pinned(engine, place).size,
    failed: outbox.of(id).filter((job) => job.failed !== null).length,
    typing: typing.map((user) => engine.name(id, user)),
    online: seen?.online ?? false,
    lastSeenAt: seen?.seenAt ?? null,
    members: chat.member_count,
    onlineMembers: members.filter((m) => m.user_id === me || presence.seen(m.user_id).online).length,
    role,
    ...askers(engine, id),
    ...(isLed(chat) && ledRow(engine, chat, role)),
    ...(chat.lifetime_s && { lifetime: chat.lifetime_s }),
    ...(peer && closedBy(engine, id, peer, seen)),
    ...head,
  }
}

/** How many wait for the user to let them in. */
function askers({ replica }: Engine, id: string): Pick<ChatRow, 'askers'> | undefined {
  let askers = 0
  for (const { chat_id, user_id, state } of replica.joins.values())
    if (chat_id === id && state === 'waiting' && user_id !== replica.me) askers++
  return askers ? { askers } : undefined
}

const isLed = ({ kind }: Chat): boolean => kind === 'group' || kind === 'channel'

/** What only groups and channels have. */
function ledRow(
  { drain }: Engine,
  chat: Chat,
  role: Role,
): Pick<ChatRow, 'rights' | 'may' | 'waits' | 'closed' | 'address' | 'approval'> {
  const rights = rightsOf(chat)
  const may = rightsOfRole(rights, role)
  const waits = drain.pace?.until(chat.id)
  // Chats that were kept by an older client have neither.
  const { address, approval } = chat as Partial<Chat>
  return {
    rights,
    may,
    ...(waits && { waits }),
    ...(!may.includes('writes') && { closed: 'reads' }),
    ...(address && { address, approval: approval ?? false }),
  }
}

/** What keeps the user from writing to somebody, as far as it is known here. */
function closedBy(
  { replica, outbox }: Engine,
  id: string,
  peer: string,
  seen: object | null,
): Pick<ChatRow, 'closed'> | undefined {
  if (seen === null) return { closed: 'gone' }
  if (replica.contacts.get(peer)?.blocked) return { closed: 'blocked' }
  if (outbox.of(id).some((job) => job.failed === 'writing_not_accepted')) return { closed: 'refused' }
  return undefined
}

/** Was a direct chat cleared, and is nothing being written in it? */
function isCleared({ outbox, drafts }: Engine, { record }: Place): boolean {
  const { id, chat, membership } = record
  const from = membership?.from_seq ?? 1
  return chat?.kind === 'direct' && from > 1 && !outbox.of(id).length && !drafts.get(id)
}

function previewOf(engine: Engine, place: Place): Preview | null {
  const { me } = engine.replica
  const { last, chat } = place.record
  const jobs = engine.outbox.of(place.record.id)
  const waiting = jobs.findLast((job) => job.task.t === 'send' && job.id !== last?.id)
  const message = (waiting && unsent(waiting, me)) ?? last
  if (!message) return null
  const around: Around = engine.around(place)
  const own = message.sender_id === me
  const about = jobs.filter((job) => job.id === message.id)
  const edit = about.findLast((job) => job.task.t === 'edit')?.task
  return {
    at: message.sent_at,
    own,
    name: chat && (isLed(chat) || chat.root) && !own ? around.name(message.sender_id) : null,
    text: (edit?.t === 'edit' ? edit.text : message.text).slice(0, 300),
    deleted: about.some((job) => job.task.t === 'delete' && job.failed === null),
    event: message.service ? serviceEvent(message.service, message.sender_id, around) : null,
    state: own && !message.service ? stateOf(message, about, around) : null,
    ...(message.expires_at !== null && { expires: true }),
    ...(message.poll && { poll: true }),
  }
}
