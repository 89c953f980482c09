/** The user's rows: all but the messages in memory, everything on disk. */
import { accountScope, chatScope, joinKey, marksScope, newer, splitScope } from '../../api/rows'
import type {
  Account,
  AddRequest,
  AnyRow,
  Contact,
  Folder,
  History,
  Hello,
  JoinRequest,
  Message,
  Rows,
  ScheduledMessage,
} from '../../api/schema'
import { OWN, ROW_STORES, stretch, type Database, type Transaction } from '../store/schema'
import type { Changes } from './changes'
import { Place } from './place'
import { find } from './ranges'
import { Writer } from './writer'

function put<R extends { rev: number }>(rows: Map<string, R>, key: string, row: R): void {
  if (newer(row, rows.get(key))) rows.set(key, row)
}

export class Replica {
  readonly places = new Map<string, Place>()
  account: Account | null = null
  accountRev = 0
  /** The user's folders by id, deleted ones included. */
  readonly folders = new Map<string, Folder>()
  /** What the user has scheduled, by id; what is gone too until the next start. */
  readonly scheduled = new Map<string, ScheduledMessage>()
  /** What the user has made of others, by their ids, tombstones included. */
  readonly contacts = new Map<string, Contact>()
  /** Who asks to be let into which group, by both: the user themselves, or whom the user answers; tombstones included. */
  readonly joins = new Map<string, JoinRequest>()
  /** The groups that ask the user whether they want to be added, tombstones included. */
  readonly invited = new Map<string, AddRequest>()
  epoch = ''
  #turn: Promise<unknown> = Promise.resolve()

  /**
   * @param me the user's id
   * @param changed hears of every transaction after it is committed
   * @param broken hears that the disk refused one: memory and disk differ now, so all must be read again
   */
  constructor(
    readonly db: Database,
    readonly me: string,
    readonly changed: (changes: Changes) => void,
    readonly broken: (reason: unknown) => void,
  ) {}

  /** Reads everything but the messages into memory. */
  async load(): Promise<void> {
    const transaction = this.db.transaction(ROW_STORES)
    const meta = transaction.objectStore('meta')
    const [account, rev, epoch, chats, members, marks, ...own] = await Promise.all([
      meta.get('account'),
      meta.get('accountRev'),
      meta.get('epoch'),
      transaction.objectStore('chats').getAll(),
      transaction.objectStore('members').getAll(),
      transaction.objectStore('marks').getAll(),
      ...OWN.map((name) => meta.get(name) as Promise<AnyRow[] | undefined>),
    ])
    this.account = (account as Account | undefined) ?? null
    this.accountRev = (rev as number | undefined) ?? 0
    for (const row of own.flat())
      if (row && !(row.type === 'scheduled_message' && row.deleted)) this.keep(row)
    this.epoch = (epoch as string | undefined) ?? ''
    for (const record of chats) this.places.set(record.id, new Place(record.id, record))
    for (const member of members) this.places.get(member.chat_id)?.members.set(member.user_id, member)
    for (const mark of marks) this.places.get(mark.chat_id)?.marks.set(mark.user_id, mark)
  }

  /** Takes in one of the user's own rows unless a newer one is here; false for every other kind. */
  keep(row: AnyRow): row is Folder | ScheduledMessage | Contact | JoinRequest | AddRequest {
    if (row.type === 'folder') put(this.folders, row.id, row)
    else if (row.type === 'scheduled_message') put(this.scheduled, row.id, row)
    else if (row.type === 'contact') put(this.contacts, row.user_id, row)
    else if (row.type === 'join_request') put(this.joins, joinKey(row), row)
    else if (row.type === 'add_request') put(this.invited, row.chat_id, row)
    else return false
    return true
  }

  /** The chat in memory, made if it is new. */
  place(id: string): Place {
    let place = this.places.get(id)
    if (!place) this.places.set(id, (place = new Place(id)))
    return place
  }

  /** What the user calls somebody; empty if not otherwise than everybody. */
  ownName(user: string): string {
    return this.contacts.get(user)?.own_name ?? ''
  }

  /** Forgets what is in memory of a chat but its membership. */
  clear(id: string): void {
    const place = this.place(id)
    const { membership } = place.record
    place.record = { ...new Place(id).record, membership }
    place.members.clear()
    place.marks.clear()
  }

  /** The revision had of a scope; 0 if nothing is known of it. */
  rev(scope: string): number {
    const [kind, id] = splitScope(scope)
    if (kind === 'account') return this.accountRev
    const record = this.places.get(id)?.record
    return (kind === 'marks' ? record?.marksRev : record?.rev) ?? 0
  }

  advance(scope: string, rev: number): void {
    const [kind, id] = splitScope(scope)
    if (kind === 'account') this.accountRev = rev
    else if (kind === 'marks') this.place(id).record.marksRev = rev
    else this.place(id).record.rev = rev
  }

  hello(): Hello {
    const revs: Record<string, number> = {}
    if (this.accountRev) revs[accountScope(this.me)] = this.accountRev
    for (const [id, { record, left }] of this.places) {
      if (left) continue
      if (record.rev) revs[chatScope(id)] = record.rev
      if (record.marksRev) revs[marksScope(id)] = record.marksRev
    }
    return { type: 'hello', epoch: this.epoch, revs }
  }

  /** Applies frames in their order; returns those beyond a gap. */
  apply(frames: readonly Rows[]): Promise<Rows[]> {
    return this.transact(async (writer) => {
      const gaps: Rows[] = []
      for (const frame of frames) if ((await writer.frame(frame)) === 'gap') gaps.push(frame)
      return gaps
    })
  }

  /** Takes in a page of history; false if it is older than a hole and says nothing about the present. */
  merge(chat: string, page: History): Promise<boolean> {
    return this.transact(async (writer) => {
      const place = this.place(chat)
      if (place.left || page.rev < place.record.holeRev) return false
      for (const row of [...page.members, ...page.quoted, ...page.messages]) await writer.row(row)
      const first = page.messages[0]
      if (page.at_start && first) place.record.startSeq = first.seq
      writer.recount(place)
      return true
    })
  }

  /** Takes in rows that came as an answer. */
  take(rows: readonly AnyRow[]): Promise<void> {
    return this.transact(async (writer) => {
      for (const row of rows) await writer.row(row)
    })
  }

  /** Forgets every row: the server's database is another one now. */
  async reset(epoch: string): Promise<void> {
    await this.transact(async (writer) => {
      for (const store of ['chats', 'messages', 'members', 'marks'] as const)
        await writer.transaction.objectStore(store).clear()
      for (const id of this.places.keys()) writer.changes.forgotten.add(id)
      this.places.clear()
      for (const name of OWN) this[name].clear()
      this.accountRev = 0
      if (this.account) this.account = { ...this.account, rev: 0 }
      this.epoch = epoch
      writer.changes.account = writer.changes.people = true
      void writer.transaction.objectStore('meta').put(epoch, 'epoch')
    })
  }

  /** Runs one transaction after those before it, then tells what changed. Rejects if the disk refuses it. */
  transact<T>(
    run: (writer: Writer) => Promise<T>,
    options: { stores?: readonly 'outbox'[]; durability?: IDBTransactionDurability } = {},
  ): Promise<T> {
    const turn = this.#turn.then(async () => {
      const stores = [...ROW_STORES, ...(options.stores ?? [])]
      const { durability = 'relaxed' } = options
      let result: T
      let changes: Changes
      try {
        const transaction = this.db.transaction(stores, 'readwrite', { durability }) as unknown as Transaction
        // A failed step is reported once, by what it throws.
        transaction.done.catch(() => {})
        const writer = new Writer(this, transaction)
        result = await run(writer)
        await writer.finish()
        await transaction.done
        changes = writer.changes
      } catch (reason) {
        this.broken(reason)
        throw reason
      }
      this.changed(changes)
      return result
    })
    this.#turn = turn.catch(() => {})
    return turn
  }

  /** One message by its place; null if it is not here. */
  async message(chat: string, seq: number, transaction?: Transaction): Promise<Message | null> {
    if (!find(this.places.get(chat)?.record.ranges ?? [], seq)) return null
    const messages = transaction ? transaction.objectStore('messages') : this.db.transaction('messages').store
    return (await messages.get([chat, seq])) ?? null
  }

  /** One message by its id; null if it is not here. */
  async messageById(id: string): Promise<Message | null> {
    return (await this.db.getFromIndex('messages', 'id', id)) ?? null
  }

  /** The messages from `from` to `to` that are here, in order. */
  messages(chat: string, from: number, to: number): Promise<Message[]> {
    return this.db.getAll('messages', stretch(chat, from, to))
  }
}
