/**
 * One of the open tabs leads: it has the connection, the outbox and the views of all. The others pass on what their
 * pages say and what they are to show. A lock says who leads; when that tab goes, the next has it, and every tab
 * opens its views there anew and repeats the commands that were not on disk yet.
 */
import { Desk } from './desk'
import type { Office } from './office'
import type { FromEngine, QuestionName, ToEngine } from './rpc'
import type { Touched } from './views/view'

/** The part of the browser's Web Locks that is used. */
export interface Locks {
  request(name: string, held: () => Promise<void>): Promise<void>
}

/** The part of a BroadcastChannel that is used. */
export interface Channel {
  postMessage(message: unknown): void
  onmessage: ((event: MessageEvent) => void) | null
}

/**
 * What tabs say to each other; `n` numbers a tab's commands until the leader has them on disk, and `taken` says that the
 * leader has begun to answer a question.
 */
type Between =
  | { t: 'leader' }
  | { t: 'up'; tab: string; n: number; message: ToEngine }
  | { t: 'stored'; tab: string; n: number }
  | { t: 'taken'; tab: string; ask: number }
  | { t: 'down'; tab: string; message: FromEngine }

/** Makes the leader's office; `touched` and `replaced` reach every desk. */
export type OpenOffice = (touched: (touched: Touched) => void, replaced: () => void) => Promise<Office>

type Ask = Extract<ToEngine, { t: 'ask' }>

/** Questions that change nothing. */
const READING: ReadonlySet<QuestionName> = new Set<QuestionName>([
  'people',
  'person',
  'contact',
  'privacy',
  'reactors',
  'voters',
  'edits',
  'threads',
  'invites',
  'invitation',
  'chatInvites',
  'chatInvitation',
  'publicChats',
  'reports',
  'deeds',
])
/** May it be asked again, though it may have been done already? */
const harmless = (ask: Ask): boolean => READING.has(ask.name) || (ask.name === 'logout' && !ask.with.deletion)

const LEADER = 'molva-leader'
const tabLock = (tab: string) => `molva-tab-${tab}`

export class Tab {
  #desks = new Map<string, Promise<Desk>>()
  #ready: Desk[] = []
  #office: Promise<Office> | null = null
  /** What this page has open, to be opened again with the next leader. */
  #views = new Map<number, Extract<ToEngine, { t: 'open' }>>()
  #commands = new Map<number, ToEngine>()
  /** What this page calls things: a leader that comes later calls them so, too. */
  #words: ToEngine | null = null
  /** What is not answered yet; null: a leader has begun to, what becomes of it is unknown if that one goes, and twice is too often. */
  #asks = new Map<number, Ask | null>()
  /** The questions of other tabs that this one has begun to answer: what is said twice is asked once. */
  #taken = new Set<string>()
  #n = 0

  constructor(
    readonly id: string,
    readonly locks: Locks,
    readonly channel: Channel,
    readonly openOffice: OpenOffice,
    readonly page: (message: FromEngine) => void,
  ) {
    channel.onmessage = (event) => this.#hear(event.data as Between)
    // Held as long as this tab lives, so that the leader learns when it is gone.
    void locks.request(tabLock(id), () => new Promise(() => {})).catch(() => {})
    void locks.request(LEADER, () => this.#lead()).catch(() => {})
  }

  /** The page says something. */
  receive(message: ToEngine): void {
    const n = ++this.#n
    if (message.t === 'open') this.#views.set(message.view, message)
    else if (message.t === 'close') this.#views.delete(message.view)
    else if (message.t === 'command') this.#commands.set(n, message)
    else if (message.t === 'ask') this.#asks.set(message.ask, message)
    else if (message.t === 'signal' && message.signal.t === 'words') this.#words = message
    else if (message.t === 'jump') {
      const open = this.#views.get(message.view)
      if (open?.what.kind === 'timeline') {
        this.#views.set(message.view, { ...open, what: { ...open.what, at: message.at } })
      }
    }
    this.#pass(n, message)
  }

  #pass(n: number, message: ToEngine): void {
    if (this.#office) void this.#serve(this.id, n, message)
    else this.#say({ t: 'up', tab: this.id, n, message })
  }

  /** The lock is ours until this tab ends. */
  async #lead(): Promise<void> {
    this.#office = this.openOffice(
      (touched) => this.#ready.forEach((desk) => desk.touch(touched)),
      () => this.#ready.forEach((desk) => desk.replaced()),
    )
    this.#begin()
    this.#say({ t: 'leader' })
    await new Promise(() => {})
  }

  /** There is a new leader: everything that the old one may not have done is asked of it. */
  #begin(): void {
    if (this.#words) this.#pass(++this.#n, this.#words)
    for (const [ask, message] of this.#asks) {
      if (message) this.#pass(++this.#n, message)
      else
        this.#show({ t: 'answer', ask, answer: { ok: false, code: 'offline', params: {}, retryAfter: null } })
    }
    for (const open of this.#views.values()) this.#pass(++this.#n, open)
    for (const [n, command] of this.#commands) this.#pass(n, command)
  }

  #hear(said: Between): void {
    if (said.t === 'leader') this.#begin()
    else if (said.t === 'up') {
      if (this.#office && this.#take(said.tab, said.message)) void this.#serve(said.tab, said.n, said.message)
    } else if (said.tab === this.id) {
      if (said.t === 'stored') this.#stored(said.n)
      else if (said.t === 'taken') {
        const ask = this.#asks.get(said.ask)
        if (ask && !harmless(ask)) this.#asks.set(said.ask, null)
      } else this.#show(said.message)
    }
  }

  /** Says of a question that it is being answered; false if it already was. */
  #take(tab: string, message: ToEngine): boolean {
    if (message.t !== 'ask') return true
    const name = `${tab} ${message.ask}`
    if (this.#taken.has(name)) return false
    this.#taken.add(name)
    this.#say({ t: 'taken', tab, ask: message.ask })
    return true
  }

  /** Lets the tab's desk take a message, and says so when it is done. */
  async #serve(tab: string, n: number, message: ToEngine): Promise<void> {
    const desk = await this.#desk(tab)
    await desk.receive(message)
    if (message.t !== 'command') return
    if (tab === this.id) this.#stored(n)
    else this.#say({ t: 'stored', tab, n })
  }

  /** A command of this tab is on disk. */
  #stored(n: number): void {
    const message = this.#commands.get(n)
    this.#commands.delete(n)
    if (message?.t === 'command' && message.n !== undefined) this.page({ t: 'stored', n: message.n })
  }

  #desk(tab: string): Promise<Desk> {
    let desk = this.#desks.get(tab)
    if (!desk) this.#desks.set(tab, (desk = this.#open(tab)))
    return desk
  }

  async #open(tab: string): Promise<Desk> {
    const office = await (this.#office as Promise<Office>)
    const post = (message: FromEngine) => this.#say({ t: 'down', tab, message })
    const desk = new Desk(office, tab === this.id ? (message) => this.#show(message) : post)
    this.#ready.push(desk)
    if (tab !== this.id) {
      const gone = async () => {
        this.#desks.delete(tab)
        this.#ready = this.#ready.filter((other) => other !== desk)
        desk.close()
      }
      void this.locks.request(tabLock(tab), gone).catch(() => {})
    }
    return desk
  }

  #show(message: FromEngine): void {
    if (message.t === 'answer' && !this.#asks.delete(message.ask)) return
    this.page(message)
  }

  #say(said: Between): void {
    this.channel.postMessage(said)
  }
}
