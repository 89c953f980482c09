/** The window of rows of the open chat: where it stands, what is new in it, jumps and the way back. */
import type {
  Anchor,
  ChatId,
  Edge,
  Edges,
  Engine,
  MessageId,
  MessageRow,
  Patch,
  SendState,
  ServiceEvent,
  Subscription,
  TimelineRow,
} from '../engine/rpc'
import { editable } from './editable'
import { apply } from './rows'

/** Where the window stands after it was set; `fraction` is of the view's height, `dy` in pixels stands before it. */
export type Opening = Readonly<{ at: 'end' } | { at: 'row'; key: string; fraction: number; dy?: number }>
/** Where a chat was left: its first row on screen and that row's distance from the top in pixels. */
export type Place = Readonly<{ key: string; dy: number }>
/** Where the reader is: at the newest message, more than a screen away from it; the last message that was seen whole. */
export type Standing = Readonly<{
  stuck: boolean
  far: boolean
  place: Place | null
  lastSeen: string | null
}>
export type Day = Readonly<{ day: string; rows: readonly TimelineRow[] }>

/** The least height of a row, in pixels: a line in a bubble that follows another one of the same sender. */
const LEAST_ROW_PX = 36
/** At least so many pixels of a screen are the header and the composer. */
const AROUND_PX = 104
/** Rows of the first window, whatever the height of the screen. */
const [FEWEST, MOST] = [16, 40]
const FLASH_MS = 1_200
const READ_MS = 500

/** States of messages that the server does not have. */
const UNKNOWN: ReadonlySet<string> = new Set<SendState>(['sending', 'queued', 'failed'])

const byPos = (a: TimelineRow, b: TimelineRow) => a.pos - b.pos
const NO_EDGES: Edges = { atStart: false, atEnd: false, loading: null, unread: null }

export class Timeline {
  rows = $state.raw<readonly TimelineRow[]>([])
  edges = $state.raw<Edges>(NO_EDGES)
  loaded = $state(false)
  opening = $state.raw<Opening>({ at: 'end' })
  /** The first message that was unread when the chat was opened; the divider never moves. */
  divider = $state<MessageId | null>(null)
  /** The message that a jump has led to, while it is lit. */
  flash = $state<MessageId | null>(null)
  /** Messages that came at the end with the last patch: they rise into view and are announced. */
  arrived = $state.raw<readonly MessageRow[]>([])
  readonly days = $derived.by(() => groupByDay(this.rows))

  readonly #view: Subscription
  #wanted: Anchor | Place
  #returns: { id: MessageId; pos: number }[] = []
  #flashing: ReturnType<typeof setTimeout> | undefined
  #reading: ReturnType<typeof setTimeout> | undefined
  #readPos = 0
  #toRead: MessageRow | null = null

  constructor(
    readonly engine: Engine,
    readonly chat: ChatId,
    at: Anchor | Place,
    /** Height of the screen in pixels. */
    screenPx: number,
  ) {
    this.#wanted = at
    const anchor: Anchor = 'dy' in at ? { at: 'message', id: at.key } : at
    // What is out of sight is asked for by whoever scrolls, when the first screen has been painted.
    const size = Math.max(FEWEST, Math.min(MOST, Math.ceil((screenPx - AROUND_PX) / LEAST_ROW_PX)))
    this.#view = engine.open({ kind: 'timeline', chat, at: anchor, size }, (patch) => this.#patch(patch))
  }

  close(): void {
    clearTimeout(this.#flashing)
    clearTimeout(this.#reading)
    this.#sendRead()
    this.#view.close()
  }

  more(edge: Edge, token: string): void {
    this.#view.more(edge, token)
  }

  /** Forgets the rows before `first` and after `last`. */
  trim(first: string, last: string): void {
    const from = this.rows.findIndex((row) => row.key === first)
    let to = this.rows.findIndex((row) => row.key === last)
    if (from < 0 || to < from) return
    while (gathers(this.rows[to], this.rows[to + 1])) to++
    const { edges } = this
    this.edges = {
      ...edges,
      atStart: edges.atStart && from === 0,
      atEnd: edges.atEnd && to === this.rows.length - 1,
    }
    this.rows = this.rows.slice(from, to + 1)
    this.#view.trim(first, this.rows.at(-1)?.key ?? last)
  }

  /** Is there no message that a link or a quote has led to? */
  get lost(): boolean {
    return this.edges.missing === true && 'at' in this.#wanted
  }

  has(id: MessageId): boolean {
    return this.rows.some((row) => row.key === id)
  }

  get(id: MessageId): MessageRow | null {
    const row = this.rows.find(({ key }) => key === id)
    return row?.kind === 'message' ? row : null
  }

  /** The newest own message that can be edited; `hours` as the server tells it. */
  lastOwn(hours?: number): MessageRow | null {
    const own = this.rows.findLast((row) => row.kind === 'message' && editable(row, hours))
    return own?.kind === 'message' ? own : null
  }

  /** The message before or after one that can be answered; from nothing the newest, after the newest nothing. */
  answerable(from: MessageId | null, to: 'older' | 'newer'): MessageRow | null {
    const known = this.rows.filter(
      (row) => row.kind === 'message' && !row.deleted && !UNKNOWN.has(row.state ?? ''),
    )
    const at = from === null ? known.length : known.findIndex(({ key }) => key === from)
    const row = at < 0 ? undefined : known[to === 'older' ? at - 1 : at + 1]
    return row?.kind === 'message' ? row : null
  }

  /** Replaces the window by the one around a message; `from` is the message to come back to. */
  jump(id: MessageId, from: MessageId | null = null): void {
    if (from) this.cameFrom(from)
    this.#wanted = { at: 'message', id }
    this.#view.jump(this.#wanted)
  }

  /** Replaces the window by the messages of a time; `from` is the message to come back to. */
  jumpToTime(ms: number, from: MessageId | null): void {
    if (from) this.cameFrom(from)
    this.#wanted = { at: 'time', ms }
    this.#view.jump(this.#wanted)
  }

  /** Replaces the window by the one around the message at a place; `from` is the message to come back to. */
  jumpToPlace(pos: number, from: MessageId | null): void {
    if (from) this.cameFrom(from)
    this.#wanted = { at: 'place', pos }
    this.#view.jump(this.#wanted)
  }

  /** Remembers where a jump inside the window started. */
  cameFrom(id: MessageId): void {
    this.#returns.push({ id, pos: this.rows.find(({ key }) => key === id)?.pos ?? Infinity })
  }

  /** Where the last jump started, once; places that the reader has passed already, up to `seen`, are no way back. */
  takeReturn(seen: MessageId | null = null): MessageId | null {
    const pos = this.rows.find(({ key }) => key === seen)?.pos ?? -Infinity
    let last = this.#returns.pop()
    while (last && last.pos <= pos) last = this.#returns.pop()
    return last?.id ?? null
  }

  /** Replaces the window by the newest messages. */
  jumpToEnd(): void {
    this.#returns = []
    this.#wanted = { at: 'end' }
    this.#view.jump(this.#wanted)
  }

  light(id: MessageId): void {
    this.flash = id
    clearTimeout(this.#flashing)
    this.#flashing = setTimeout(() => (this.flash = null), FLASH_MS)
  }

  /** The reader has seen everything up to this message. Told at most twice a second, and only forwards. */
  read(id: MessageId): void {
    const upTo = this.rows.findIndex(({ key }) => key === id)
    const row = this.rows.slice(0, upTo + 1).findLast((seen) => seen.kind === 'message' && !seen.own)
    if (row?.kind !== 'message' || row.pos <= this.#readPos) return
    this.#readPos = row.pos
    this.#toRead = row
    this.#reading ??= setTimeout(() => this.#sendRead(), READ_MS)
  }

  #sendRead(): void {
    this.#reading = undefined
    if (this.#toRead) this.engine.command({ t: 'read', chat: this.chat, id: this.#toRead.key })
    this.#toRead = null
  }

  #patch({ ops, edges }: Patch<TimelineRow>): void {
    const wasAtEnd = this.edges.atEnd
    const last = this.rows.at(-1)
    const isNew = ops.some(([kind]) => kind === 'set')
    this.rows = apply(this.rows, ops, byPos)
    if (edges) this.edges = edges
    if (isNew) this.#stand()
    else if (wasAtEnd && last)
      this.arrived = this.rows.filter((row) => row.kind === 'message').filter((row) => row.pos > last.pos)
    this.loaded = true
  }

  /** Decides where a new window stands. */
  #stand(): void {
    const wanted = this.#wanted
    if (!this.loaded) this.divider = this.edges.unread
    if ('dy' in wanted) {
      this.opening = this.has(wanted.key) ? { at: 'row', fraction: 0, ...wanted } : { at: 'end' }
    } else if (wanted.at === 'message' && this.has(wanted.id)) {
      this.opening = { at: 'row', key: wanted.id, fraction: 0.4 }
      this.light(wanted.id)
    } else if (wanted.at === 'time' || wanted.at === 'place') {
      const there = ({ at, pos }: TimelineRow) => (wanted.at === 'time' ? at >= wanted.ms : pos >= wanted.pos)
      const row = this.rows.find(there) ?? this.rows.at(-1)
      const fraction = wanted.at === 'time' ? 0.1 : 0.4
      this.opening = row ? { at: 'row', key: row.key, fraction } : { at: 'end' }
      if (row) this.light(row.key)
    } else if (wanted.at === 'unread' && this.divider) {
      this.opening = { at: 'row', key: this.divider, fraction: 0.25 }
    } else {
      this.opening = { at: 'end' }
    }
  }
}

/** Days, and in each of them what the chat says of many people in a row as one line, under the key of the first. */
function groupByDay(rows: readonly TimelineRow[]): Day[] {
  const days: { day: string; rows: TimelineRow[] }[] = []
  for (const [i, row] of rows.entries()) {
    const current = days.at(-1)
    const line = current?.rows.at(-1)
    if (current?.day !== row.day) days.push({ day: row.day, rows: [row] })
    else if (line && gathers(rows[i - 1], row)) current.rows[current.rows.length - 1] = gathered(line, row)
    else current.rows.push(row)
  }
  return days
}

/** Who came and went is told of many at once. */
const GATHERED: ReadonlySet<string> = new Set<ServiceEvent['t']>(['added', 'joined', 'left'])

function gathers(a?: TimelineRow, b?: TimelineRow): boolean {
  if (a?.kind !== 'service' || b?.kind !== 'service') return false
  return a.day === b.day && a.event.t === b.event.t && GATHERED.has(a.event.t)
}

function gathered(line: TimelineRow, row: TimelineRow): TimelineRow {
  if (line.kind !== 'service' || row.kind !== 'service') return line
  if (!('names' in line.event) || !('names' in row.event)) return line
  return { ...line, event: { ...line.event, names: [...line.event.names, ...row.event.names] } }
}
