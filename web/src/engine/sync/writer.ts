/** Applies rows inside one database transaction; memory and disk change together. */
import { complete, newer, splitScope } from '../../api/rows'
import type {
  AnyRow,
  Draft,
  HiddenMessage,
  Mark,
  Member,
  Membership,
  Message,
  Pin,
  Rows,
} from '../../api/schema'
import { ofChat, OWN, stretch, type ChatRecord, type Transaction } from '../store/schema'
import { Changes } from './changes'
import type { Place } from './place'
import { add, keepFrom, newest } from './ranges'
import type { Replica } from './replica'

/** How a frame stands to what is known: news, a repeat, or beyond a gap. */
export type Standing = 'next' | 'repeat' | 'gap'

export class Writer {
  readonly changes = new Changes()
  readonly #recount = new Set<Place>()
  readonly #relast = new Set<Place>()

  constructor(
    readonly replica: Replica,
    readonly transaction: Transaction,
  ) {}

  /** Applies a frame that continues what is known and says how it stood. */
  async frame(frame: Rows): Promise<Standing> {
    const known = this.replica.rev(frame.scope)
    if (frame.rev <= known || !this.#wanted(frame.scope)) return 'repeat'
    if (frame.after > known) return 'gap'
    const [kind, id] = splitScope(frame.scope)
    if (frame.hole) this.#hole(this.replica.place(id), frame)
    for (const row of frame.rows) await this.row(row)
    if (frame.hole) this.#believe(this.replica.place(id), frame)
    // A membership row may just have ended the chat.
    if (this.#wanted(frame.scope)) this.replica.advance(frame.scope, frame.rev)
    if (kind === 'account') this.changes.account = true
    else this.changes.chats.add(id)
    return 'next'
  }

  async row(partial: AnyRow): Promise<void> {
    const row = complete(partial)
    if (row.type === 'account') {
      if (newer(row, this.replica.account)) this.replica.account = row
      this.changes.account = true
      return
    }
    if (this.replica.keep(row)) {
      this.changes.account = true
      if (row.type === 'contact') this.changes.people = true
      // Of a group that the user is not in nothing else is known.
      if (row.type === 'join_request' && this.replica.places.has(row.chat_id))
        this.changes.chats.add(row.chat_id)
      return
    }
    const place = this.replica.place(row.type === 'chat' ? row.id : row.chat_id)
    this.changes.chats.add(place.record.id)
    if (row.type === 'membership') await this.#membership(place, row)
    else if (row.type === 'hidden_message') this.#hide(place, row)
    else if (row.type === 'vote') {
      const { votes } = place.record
      if (newer(row, votes?.[row.seq])) place.record.votes = { ...votes, [row.seq]: row }
    } else if (row.type === 'draft') this.#draft(place, row)
    else if (row.type === 'chat_settings') {
      if (newer(row, place.record.settings)) place.record.settings = row
    } else if (place.left) return
    else if (row.type === 'message') await this.message(place, row)
    else if (row.type === 'pin') this.#pin(place, row)
    else if (row.type === 'member') this.#keyed(place.members, 'members', row)
    else if (row.type === 'mark') this.#keyed(place.marks, 'marks', row)
    else if (newer(row, place.record.chat)) {
      place.record.chat = row
      const root = row.root && (await this.replica.message(row.root.chat_id, row.root.seq, this.transaction))
      if (root) this.root(row.id, root)
    }
  }

  /** Puts a message where it is newer; a row made here has revision 0 and gives way to any other. */
  async message(place: Place, message: Message): Promise<void> {
    const { record } = place
    if (message.seq < (record.membership?.from_seq ?? 1)) return
    // Its own row was left out with all that is older than the page: what became of it since is fetched by who looks.
    if (message.rev === 0 && record.holeRev > 0 && message.seq < (newest(record.ranges)?.[0] ?? 0)) return
    const old = await this.replica.message(record.id, message.seq, this.transaction)
    if (old && !newer(message, old)) return
    void this.transaction.objectStore('messages').put(message)
    record.ranges = add(record.ranges, message.seq, message.seq)
    record.lastSeq = Math.max(record.lastSeq, message.seq)
    const me = this.replica.me
    record.unread += Number(place.counts(message, me)) - Number(old !== null && place.counts(old, me))
    this.#call(record, message.seq, place.calls(message, me))
    if (!message.deleted && !record.hidden?.[message.seq] && message.seq >= (record.last?.seq ?? 0))
      record.last = message
    else if (record.last?.seq === message.seq) this.#relast.add(place)
    if (message.deleted) delete record.votes?.[message.seq]
    if (message.comments) this.root(message.comments.chat_id, message)
    this.changes.message(message)
  }

  /** Keeps what a thread is about, where the thread is here. */
  root(thread: string, message: Message): void {
    const record = this.replica.places.get(thread)?.record
    if (!record || (record.root && !newer(message, record.root))) return
    record.root = message
    this.changes.chats.add(thread)
  }

  /** The user has read up to `seq`: counts what is left. */
  read(place: Place, seq: number): void {
    const { record } = place
    const step = seq - place.readSeq
    if (step <= 0) return
    record.readSeq = seq
    // Exact again as soon as the unread messages are all here.
    record.unread = seq >= record.lastSeq ? 0 : Math.max(0, record.unread - step)
    place.dropMentions(seq + 1)
    this.recount(place)
  }

  recount(place: Place): void {
    this.#recount.add(place)
    this.changes.chats.add(place.record.id)
  }

  /** Writes the records of the chats that changed; the last step of a transaction. */
  async finish(): Promise<void> {
    for (const place of this.#relast) await this.#findLast(place)
    for (const place of this.#recount) if (place.countable) await this.#count(place)
    const chats = this.transaction.objectStore('chats')
    for (const id of this.changes.chats) void chats.put(this.replica.place(id).record)
    if (this.changes.account) {
      const meta = this.transaction.objectStore('meta')
      void meta.put(this.replica.account, 'account')
      void meta.put(this.replica.accountRev, 'accountRev')
      for (const name of OWN) void meta.put([...this.replica[name].values()], name)
    }
  }

  /** A late frame about a chat that was left must not bring it back. */
  #wanted(scope: string): boolean {
    const [kind, id] = splitScope(scope)
    return kind === 'account' ? id === this.replica.me : !this.replica.places.get(id)?.left
  }

  #keyed<R extends Member | Mark>(rows: Map<string, R>, store: 'members' | 'marks', row: R): void {
    if (!newer(row, rows.get(row.user_id))) return
    rows.set(row.user_id, row)
    void this.transaction.objectStore(store).put(row as never)
  }

  async #membership(place: Place, row: Membership): Promise<void> {
    if (!newer(row, place.record.membership)) return
    const back = place.left && !row.left
    if (row.left || back) this.#forget(place)
    const old = place.record.membership?.from_seq ?? 1
    // While one stays in a chat its history only grows shorter: what was cleared here may not have reached the server.
    const from_seq = row.left || back ? row.from_seq : Math.max(row.from_seq, old)
    place.record.membership = { ...row, from_seq }
    if (from_seq > old) this.#clear(place, from_seq)
    if (row.left) this.changes.left.add(row.chat_id)
    else if (place.record.rev === 0) this.changes.joined.add(row.chat_id)
    this.read(place, row.read_seq)
    this.recount(place)
  }

  #draft(place: Place, row: Draft): void {
    if (!newer(row, place.record.draft)) return
    place.record.draft = row
    this.changes.drafts.add(row.chat_id)
  }

  #hide(place: Place, row: HiddenMessage): void {
    const { record } = place
    if (place.left || row.seq < (record.membership?.from_seq ?? 1)) return
    if (!newer(row, record.hidden?.[row.seq])) return
    record.hidden = { ...record.hidden, [row.seq]: row }
    if (record.last?.seq === row.seq) this.#relast.add(place)
    this.#call(record, row.seq, false)
    this.recount(place)
  }

  /** Notes whether an unread message means the user. */
  #call(record: ChatRecord, seq: number, means: boolean): void {
    const known = record.mentions ?? []
    if (means === known.includes(seq)) return
    record.mentions = means ? [...known, seq].sort((a, b) => a - b) : known.filter((each) => each !== seq)
  }

  /** Forgets what stood before a message and is cleared. */
  #clear(place: Place, from: number): void {
    const { record } = place
    place.dropBefore(from)
    if (record.ranges.length > 0) this.forgetOlder(place, from)
    if (record.lastSeq < from) record.lastSeq = 0
    this.#relast.add(place)
  }

  #pin({ record }: Place, row: Pin): void {
    if (row.seq < (record.membership?.from_seq ?? 1)) return
    if (newer(row, record.pins?.[row.seq])) record.pins = { ...record.pins, [row.seq]: row }
  }

  /** Of messages older than the page any may have changed: they are fetched again where somebody looks. */
  #hole(place: Place, frame: Rows): void {
    const { record } = place
    const page = frame.rows.flatMap((row) => (row.type === 'message' ? row.seq : []))
    this.forgetOlder(place, Math.min(...page))
    record.holeRev = frame.rev
    this.#relast.add(place)
  }

  /** Takes what the server says of unread messages, less what was read and hidden here meanwhile. */
  #believe(place: Place, { unread = 0, unread_mentions = [] }: Rows): void {
    const { record } = place
    record.mentions = unread_mentions.filter((seq) => seq > place.readSeq && !place.hides(seq))
    record.unread = Math.max(
      0,
      (unread ?? 0) - Math.max(0, record.readSeq - (record.membership?.read_seq ?? 0)),
    )
    this.recount(place)
  }

  /** Forgets a chat with all its rows; what is left says only that it is gone. */
  #forget(place: Place): void {
    const { id } = place.record
    this.forgetOlder(place, Infinity)
    this.changes.messages.delete(id)
    for (const store of ['members', 'marks'] as const)
      void this.transaction.objectStore(store).delete(ofChat(id))
    this.replica.clear(id)
  }

  /** Forgets the messages of a chat below a place. */
  forgetOlder(place: Place, below: number): void {
    const { record } = place
    void this.transaction.objectStore('messages').delete(stretch(record.id, 0, below - 1))
    record.ranges = keepFrom(record.ranges, below)
    this.changes.forgotten.add(record.id)
    this.changes.chats.add(record.id)
  }

  async #findLast(place: Place): Promise<void> {
    const { record } = place
    const run = newest(record.ranges)
    record.last = null
    if (!run) return
    const messages = this.transaction.objectStore('messages')
    let cursor = await messages.openCursor(stretch(record.id, run[0], run[1]), 'prev')
    while (cursor && (cursor.value.deleted || record.hidden?.[cursor.value.seq]))
      cursor = await cursor.continue()
    record.last = cursor?.value ?? null
  }

  async #count(place: Place): Promise<void> {
    const { record } = place
    const unread = stretch(record.id, place.readSeq + 1, Infinity)
    const messages = await this.transaction.objectStore('messages').getAll(unread)
    record.unread = messages.filter((message) => place.counts(message, this.replica.me)).length
  }
}
