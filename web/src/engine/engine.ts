/** One user's engine: the replica, the connection that feeds it, and the outbox that empties into it. */
import type { Welcome } from '../api/schema'
import { Drafts } from './drafts'
import type { Hooks } from './hooks'
import { Keeping } from './keeping'
import type { Cancel } from './net/clock'
import { Connection, type Surroundings } from './net/connection'
import { Drain } from './outbox/drain'
import type { Intents } from './outbox/intents'
import { Outbox } from './outbox/outbox'
import type { Command, ConnectionRow, Signal } from './rpc'
import type { Limits } from './store/evict'
import { openDatabase, type Database } from './store/schema'
import type { Changes } from './sync/changes'
import type { Expiry } from './sync/expiry'
import { HistoryReader } from './sync/history'
import { Inbox } from './sync/inbox'
import type { Place } from './sync/place'
import { PresenceBoard } from './sync/presence'
import { Receipts } from './sync/receipts'
import { Replica } from './sync/replica'
import { Roll } from './sync/roll'
import { pinned } from './views/pins'
import { followedUnread, nameIn, related } from './views/threads'
import type { TimelineView } from './views/timeline'
import type { Around } from './views/rows'

/** A writing user says so again after half of the time for which it holds. */
const TYPING_EVERY = 3000

/** What was kept too long is removed when a connection has lasted this long. */
const IDLE = 60_000

export class Engine {
  readonly connection: Connection
  readonly replica: Replica
  readonly outbox: Outbox
  readonly drain: Drain
  readonly inbox: Inbox
  readonly history: HistoryReader
  readonly presence: PresenceBoard
  readonly receipts: Receipts
  readonly roll: Roll
  readonly drafts: Drafts
  readonly keeping: Keeping
  /** The chats that are open in some tab. */
  readonly timelines = new Set<TimelineView>()
  /** Has all that was missed come, and is it stored? */
  #stocked = false
  #commands: Promise<void> = Promise.resolve()
  #typed = new Map<string, number>()
  #closed = false
  #intents: Promise<Intents> | null = null
  #expiry: Expiry | null = null
  #cancelEviction: Cancel = () => {}

  private constructor(
    readonly db: Database,
    me: string,
    readonly surroundings: Surroundings,
    readonly hooks: Hooks,
  ) {
    const { clock } = surroundings
    this.replica = new Replica(
      db,
      me,
      (changes) => this.#changed(changes),
      () => this.#broken(),
    )
    this.connection = new Connection(surroundings, {
      hello: () => this.replica.hello(),
      welcome: (welcome) => this.#welcome(welcome),
      rows: (rows) => this.inbox.take(rows),
      signal: (signal) => this.presence.signal(signal),
      synced: () => void this.#synced(),
      changed: () => this.#status(),
      ended: () => hooks.ended(),
    })
    this.outbox = new Outbox(db, this.replica, (chat) => {
      this.keeping.stale()
      hooks.touched(chat ? { chats: [chat] } : { chats: this.keeping.pinned(), folders: true })
    })
    this.keeping = new Keeping(this.replica, this.outbox, clock, (chat) => hooks.touched({ chats: [chat] }))
    this.drain = new Drain(this.outbox, this.replica, this.connection, ({ code, params }) =>
      hooks.touched({ refused: { code, params } }),
    )
    this.inbox = new Inbox(this.replica, this.connection)
    this.history = new HistoryReader(this.replica, this.connection)
    this.drafts = new Drafts(db, this.replica, this.connection, this.history, (chat) =>
      hooks.touched({ chats: [chat] }),
    )
    this.presence = new PresenceBoard(clock, ({ chat, user }) => {
      hooks.touched({ chats: chat ? [chat] : this.#chatsOf(user ?? '') })
    })
    this.receipts = new Receipts(this.replica, this.connection)
    this.roll = new Roll(this.replica, this.connection)
  }

  /** Opens the user's database and reads what is in it; the connection waits for `connection.start()`. */
  static async open(me: string, around: Surroundings, hooks: Hooks): Promise<Engine> {
    const db = await openDatabase(me, () => hooks.broken())
    const engine = new Engine(db, me, around, hooks)
    await Promise.all([engine.replica.load(), engine.outbox.load()])
    await engine.drafts.load()
    engine.#expire().catch(() => {})
    engine.#understand().catch(() => {})
    return engine
  }

  close(): void {
    this.#closed = true
    this.#cancelEviction()
    this.connection.stop()
    this.drafts.close()
    this.keeping.close()
    this.#expiry?.close()
    this.presence.clear()
    this.db.close()
  }

  /** The session is over: of what others wrote nothing stays on this device; what was not sent does. */
  forget(): void {
    this.connection.stop()
    this.inbox.clear()
    void this.#stored(this.replica.reset('').then(() => this.outbox.reset()))
  }

  /** Takes a durable intent; it is on disk when this resolves. Intents are taken in their order. */
  command(command: Command): Promise<void> {
    const done = this.#commands.then(() => this.#do(command))
    this.#commands = this.#stored(done)
    return done
  }

  signal(signal: Signal): void {
    if (signal.t === 'typing') this.#typing(signal.chat)
    else if (signal.t === 'reconnect' || (signal.t === 'visible' && signal.visible)) this.connection.nudge()
    // The next device that is looked at may be another one.
    else this.drafts.flush()
  }

  /** Removes the messages that are kept here, but for `limits`, those of open chats and one's own notes. */
  async clearCache(limits: Limits = { chat: 0, all: 0, least: 0 }): Promise<void> {
    await this.#evict(limits)
  }

  /** Takes over what `before`, whose disk failed, had not sent; none of it goes anywhere before it is stored here. */
  inherit({ outbox, drafts }: Engine): void {
    this.outbox.hold(outbox.jobs.values())
    this.drafts.inherit(drafts)
  }

  get gone(): string {
    return this.hooks.gone?.() ?? ''
  }

  /** What the user calls a person, or else the chat does; fetched if it is not here. */
  name(chat: string, user: string): string {
    const name = this.replica.ownName(user) || nameIn(this.replica, chat, user, this.gone)
    if (!name) this.roll.want(chat, user)
    return name
  }

  /** What is known around the messages of a chat. */
  around(place: Place): Around {
    const { me } = this.replica
    return {
      me,
      now: this.surroundings.clock.now(),
      online: this.connection.online,
      name: (user) => this.name(place.record.id, user),
      ownName: (user) => this.replica.ownName(user),
      gone: this.gone,
      seen: place.seen(me),
      pinned: pinned(this, place),
      own: (id) => this.drain.own(id),
      ...place.mine,
      unreadIn: (thread) => followedUnread(this.replica.places.get(thread)),
      quoted: () => null,
    }
  }

  get connectionRow(): ConnectionRow {
    const { status } = this.connection
    // What came is shown when it is stored: until then a view may be empty for no other reason.
    const phase = status.phase === 'online' && !this.#stocked ? 'syncing' : status.phase
    return { key: 'connection', ...status, phase, waiting: this.outbox.waiting }
  }

  async #do(command: Command): Promise<void> {
    if (command.t === 'send') {
      this.#typed.delete(command.chat)
      await (await this.#understand()).send(command)
      await this.drafts.sent(command.chat, command.text)
    } else if (command.t === 'draft')
      await this.drafts.keep(command.chat, command.draft, command.now ?? false)
    else await (await this.#understand())[command.t](command as never)
  }

  /** Turns intents into jobs: loaded beside the first page, and once more if that fails. */
  #understand(): Promise<Intents> {
    return (this.#intents ??= import('./outbox/intents').then(
      ({ Intents }) => new Intents(this.outbox, this.drain, this.replica, this.surroundings.clock),
      (reason: unknown) => {
        this.#intents = null
        throw reason
      },
    ))
  }

  /** Few messages expire: what takes them away is loaded beside the first page. */
  async #expire(): Promise<void> {
    const { Expiry } = await import('./sync/expiry')
    if (this.#closed) return
    this.#expiry = new Expiry(this.replica, this.surroundings.clock, (done) => void this.#stored(done))
  }

  #typing(chat: string): void {
    const now = this.surroundings.clock.now()
    if (!this.connection.online || now - (this.#typed.get(chat) ?? 0) < TYPING_EVERY) return
    this.#typed.set(chat, now)
    this.connection.call({ type: 'signal_typing', chat_id: chat }).catch(() => {})
  }

  #welcome({ epoch, reset, user_id }: Welcome): void {
    if (user_id !== this.replica.me) return this.hooks.ended()
    if (!reset && epoch === this.replica.epoch) return
    this.inbox.clear()
    void this.#stored(this.replica.reset(epoch).then(() => this.outbox.reset()))
  }

  async #synced(): Promise<void> {
    this.roll.reset()
    await this.inbox.settled()
    this.#stocked = this.connection.online
    this.hooks.touched({ connection: true })
    this.drain.run()
    this.drafts.flush()
    this.receipts.resume()
    this.#cancelEviction()
    this.#cancelEviction = this.surroundings.clock.after(IDLE, () => {
      void this.#stored(this.#evict())
    })
  }

  #status(): void {
    if (!this.connection.open) {
      this.#stocked = false
      this.inbox.forget()
      this.presence.clear()
    }
    this.hooks.touched({ connection: true })
  }

  #changed(changes: Changes): void {
    const { me } = this.replica
    const foreign: string[] = []
    for (const [chat, messages] of changes.messages) {
      const mine = messages.flatMap(({ sender_id, id }) => (sender_id === me ? id : []))
      void this.#stored(this.outbox.settle(mine))
      for (const { sender_id } of messages) this.presence.stopped(chat, sender_id)
      if (messages.some(({ sender_id }) => sender_id !== me)) foreign.push(chat)
    }
    for (const chat of changes.left) {
      void this.#stored(this.outbox.drop(chat))
      void this.#stored(this.drafts.drop(chat))
    }
    if (changes.drafts.size) void this.#stored(this.drafts.follow(changes.drafts))
    this.#expiry?.follow(changes)
    this.keeping.stale()
    this.hooks.touched({ changes, ...related(this.replica, changes.chats) })
    // A name stands in many places, as the connection does.
    if (changes.people) this.hooks.touched({ connection: true })
    this.inbox.expect(changes.joined)
    this.receipts.note(foreign)
  }

  /** Waits for the disk; if it refuses, what is in memory is not to be relied on. */
  #stored(done: Promise<unknown>): Promise<void> {
    return done.then(
      () => {},
      () => this.#broken(),
    )
  }

  #broken(): void {
    if (!this.#closed) this.hooks.broken()
  }

  async #evict(limits?: Limits): Promise<void> {
    const { evict } = await import('./store/evict')
    await evict(this.replica, new Set([...this.timelines].map((timeline) => timeline.chat)), limits)
  }

  #chatsOf(user: string): string[] {
    return [...this.replica.places].flatMap(([id, { members }]) => (members.has(user) ? id : []))
  }
}
