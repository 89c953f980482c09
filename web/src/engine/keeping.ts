/** How the user keeps chats: what the server has, with what waits in the outbox over it. */
import type { ChatSettings } from '../api/schema'
import type { Cancel, Clock } from './net/clock'
import type { Outbox } from './outbox/outbox'
import type { Kept, KeptChange } from './kept'
import type { Place } from './sync/place'
import type { Replica } from './sync/replica'

type Values = Omit<ChatSettings, 'type' | 'chat_id' | 'rev'>

const NOTHING: Values = { muted_until: 0, pinned: null, archived_seq: null, unread_seq: null }

/** Timers hold no longer than that. */
const LONGEST_MS = 24 * 3_600_000

export class Keeping {
  /** Chats about which something waits, as they will be; made anew when the outbox or a row changes. */
  #over: Map<string, Values> | null = null
  readonly #ends = new Map<string, Cancel>()

  /** @param changed hears of the chat that is heard again, its time being up */
  constructor(
    readonly replica: Replica,
    readonly outbox: Outbox,
    readonly clock: Clock,
    readonly changed: (chat: string) => void,
  ) {}

  /** How a chat is kept; undefined if nothing was ever chosen for it. */
  of(place: Place): Kept | undefined {
    const { record } = place
    const values = this.#values(record.id)
    if (values === NOTHING) return undefined
    const muted = this.#muted(record.id, values.muted_until)
    return {
      muted,
      pinned: values.pinned,
      archived: values.archived_seq !== null && (muted || record.lastSeq <= values.archived_seq),
      // The mark is over once the reader has gone on.
      marked: values.unread_seq !== null && record.readSeq <= values.unread_seq && record.unread === 0,
    }
  }

  /** The pinned chats, the topmost first. */
  pinned(): string[] {
    return pinned(this.replica, (id) => this.#values(id))
  }

  /** What waits, or a row of the server, has changed. */
  stale(): void {
    this.#over = null
  }

  close(): void {
    for (const cancel of this.#ends.values()) cancel()
  }

  #values(id: string): Values {
    this.#over ??= this.#read()
    return this.#over.get(id) ?? this.replica.places.get(id)?.record.settings ?? NOTHING
  }

  #read(): Map<string, Values> {
    const over = new Map<string, Values>()
    const now = (id: string) => over.get(id) ?? this.replica.places.get(id)?.record.settings ?? NOTHING
    for (const { chat, task } of this.outbox.jobs.values()) {
      if (task.t === 'order') {
        ordered(pinned(this.replica, now), task.chats).forEach((id, place) => {
          over.set(id, { ...now(id), pinned: place })
        })
      } else if (task.t === 'keep') {
        const place = this.replica.places.get(chat)
        const top = pinned(this.replica, now)[0]
        if (place)
          over.set(chat, changed(now(chat), task.change, place, (top ? (now(top).pinned ?? 1) : 1) - 1))
      }
    }
    return over
  }

  #muted(id: string, until: number): boolean {
    this.#ends.get(id)?.()
    this.#ends.delete(id)
    const left = until - this.clock.now()
    if (left <= 0) return false
    this.#ends.set(
      id,
      this.clock.after(Math.min(left, LONGEST_MS), () => this.changed(id)),
    )
    return true
  }
}

/** As the server does it: a pin comes to the top and leaves the archive, the archive takes the pin away. */
function changed(values: Values, change: KeptChange, { record }: Place, top: number): Values {
  const now = { ...values }
  if (change.mutedUntil !== undefined) now.muted_until = change.mutedUntil
  if (change.marked !== undefined) now.unread_seq = change.marked ? record.readSeq : null
  if (change.archived !== undefined) now.archived_seq = change.archived ? record.lastSeq : null
  if (change.archived) now.pinned = null
  if (change.pinned === false) now.pinned = null
  else if (change.pinned) {
    now.pinned ??= top
    now.archived_seq = null
  }
  return now
}

/** Chats that the wanted order leaves out stay above those that it names. */
function ordered(all: readonly string[], wanted: readonly string[]): string[] {
  const place = (id: string) => wanted.indexOf(id)
  return all.toSorted((a, b) => place(a) - place(b))
}

function pinned(replica: Replica, values: (id: string) => Values): string[] {
  const found = [...replica.places].flatMap(([id, { shown }]) => {
    const { pinned } = values(id)
    return shown && pinned !== null ? [{ id, pinned }] : []
  })
  return found.sort((a, b) => a.pinned - b.pinned || (a.id < b.id ? -1 : 1)).map(({ id }) => id)
}
