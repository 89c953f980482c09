/** Who is signed in on this device, and that user's engine. */
import type { Account, Register, SignedIn, SignIn } from '../api/schema'
import { Engine } from './engine'
import { backoff } from './net/backoff'
import type { Cancel } from './net/clock'
import type { Surroundings } from './net/connection'
import { Refusal } from './net/failure'
import type { Deletion, Http } from './net/http'
import type { Command, ConnectionRow, Me, ServerInfo, SessionRow, Signal, Trouble } from './rpc'
import { forgetUser, type Device } from './store/device'
import type { Touched } from './views/view'

/** So many failed attempts to begin are not told: a moment without an answer is nothing to worry about. */
const QUIET = 1

export class Office {
  session: SessionRow = { key: 'session', phase: 'starting', server: null, me: null }
  engine: Engine | null = null
  #delay
  #outdated = false
  /** The signing out that is under way: that the session has ended is no news then, unless it fails. */
  #parting: Promise<void> | null = null
  /** Has the browser taken the database away, and nobody has been told? */
  #erased = false
  /** Attempts to begin that failed, and how to begin the next one now. */
  #failures = 0
  #cancel: Cancel = () => {}
  #again: () => void = () => {}
  #arrivals: ((engine: Engine) => void)[] = []
  /** What somebody is called whose account was deleted. */
  gone = ''

  /**
   * @param touched hears of everything that views may show
   * @param replaced hears that there is another engine now, or none
   */
  constructor(
    readonly device: Device,
    readonly http: Http,
    readonly surroundings: Omit<Surroundings, 'probe'>,
    readonly touched: (touched: Touched) => void,
    readonly replaced: () => void,
  ) {
    this.#delay = backoff(500, 30_000, surroundings.clock.random)
  }

  /** Finds out who is signed in: what this device remembers is shown at once and confirmed by the connection. */
  async start(): Promise<void> {
    const me = await this.device.me()
    if (me) await this.#enter(me).catch(() => this.#retry(me))
    else await this.#ask()
    void this.describe()
  }

  async register(command: Omit<Register, 'type'>): Promise<void> {
    await this.#signedIn(await this.http.register(command))
  }

  async signIn(command: Omit<SignIn, 'type'>): Promise<void> {
    await this.#signedIn(await this.http.signIn(command))
  }

  /**
   * Ends the session and forgets the user's rows; what was not sent stays if it is to be kept.
   *
   * @param deletion deletes the account with it; refused, everything stays as it is
   */
  async signOut(keepDrafts: boolean, deletion?: Deletion): Promise<void> {
    this.#parting = this.#part(keepDrafts, deletion)
    await this.#parting.finally(() => (this.#parting = null))
    void this.describe()
  }

  /** Takes a durable intent; it is on disk when this resolves, however often the engine must be opened for it. */
  async command(command: Command): Promise<void> {
    let refused: Engine | null = null
    for (;;) {
      // Without room only what is sent is taken, to be shown; it is taken once more when there is some.
      const here: Engine | null = this.engine
      const takes = here !== refused && (!here?.outbox.held || command.t === 'send')
      const engine: Engine = takes && here ? here : await this.#arrival()
      try {
        await engine.command(command)
        if (!engine.outbox.held) return
        await this.#arrival()
      } catch {
        refused = engine
      }
    }
  }

  get connection(): ConnectionRow {
    const { trouble } = this.session
    if (this.engine) {
      const row = this.engine.connectionRow
      const full = this.engine.outbox.held && trouble
      return full ? { ...row, phase: 'full', retryAt: trouble.retryAt } : row
    }
    const phase = this.#outdated ? 'outdated' : 'connecting'
    return { key: 'connection', phase, since: this.surroundings.clock.now(), retryAt: null, waiting: 0 }
  }

  signal(signal: Signal): void {
    if (signal.t === 'words') {
      this.gone = signal.gone
      this.touched({ connection: true })
    } else this.engine?.signal(signal)
    if (signal.t === 'reconnect') this.#again()
  }

  /** The engine, as soon as there is another one, or one that was without room has some. */
  #arrival(): Promise<Engine> {
    return new Promise((resolve) => this.#arrivals.push(resolve))
  }

  async #signedIn({ account }: SignedIn): Promise<void> {
    await this.#enter(meOf(account))
  }

  async #enter(me: Me): Promise<void> {
    if (this.engine?.replica.me !== me.id) {
      await this.#leave()
      this.engine = await this.#open(me.id).catch((reason: unknown) => {
        // A newer version of the client has been here: only that can read what it wrote.
        this.#outdated = (reason as Error).name === 'VersionError'
        this.touched({ connection: true })
        throw reason
      })
    }
    const { engine } = this
    await this.device.remember(me).catch(() => engine?.outbox.hold([]))
    this.#become({ phase: 'signed-in', me })
    this.replaced()
    if (engine?.outbox.held) this.#rest(engine)
    else if (engine) this.#begin(engine)
  }

  #begin(engine: Engine): void {
    engine.connection.start()
    for (const arrive of this.#arrivals.splice(0)) arrive(engine)
  }

  #open(user: string): Promise<Engine> {
    return Engine.open(
      user,
      { ...this.surroundings, probe: () => this.http.account() },
      {
        touched: (touched) => {
          if (touched.changes?.account) this.#renamed()
          if (touched.connection && this.engine?.connectionRow.phase === 'online') this.#calm()
          this.touched(touched)
        },
        gone: () => this.gone,
        ended: () => {
          if (this.#parting) this.#parting.catch(() => this.#end())
          else this.#end()
        },
        broken: () => void this.#reopen(user),
      },
    )
  }

  /** Reads everything anew after the disk refused a transaction, and goes on when it takes one again. */
  async #reopen(user: string): Promise<void> {
    const { me } = this.session
    const before = this.engine
    if (me?.id !== user || !before) return
    before.close()
    this.engine = null
    const engine = await this.#open(user).catch(() => null)
    if (this.engine || this.session.me?.id !== user) return engine?.close()
    this.engine = engine
    engine?.inherit(before)
    this.replaced()
    if (!engine) return this.#retry(me)
    this.#erased ||= before.replica.epoch !== '' && engine.replica.epoch === ''
    this.#rest(engine)
  }

  /** Shows what is here until something new can be stored: then what has waited is, and the connection begins. */
  #rest(engine: Engine): void {
    this.#later('disk', async () => {
      try {
        const { makeRoom, useRoom } = await import('./store/room')
        if (this.#failures === QUIET + 1) await makeRoom(engine)
        await useRoom(engine)
        if (this.session.me) await this.device.remember(this.session.me)
      } catch (reason) {
        if (this.engine !== engine) return
        // A database that was taken away takes nothing, however long one waits.
        const gone = (reason as Error).name === 'InvalidStateError'
        return gone ? this.#reopen(engine.replica.me) : this.#rest(engine)
      }
      if (this.engine !== engine || this.session.phase !== 'signed-in') return
      if (this.#erased) this.touched({ refused: { code: 'storage_erased', params: {} } })
      this.#erased = false
      this.#begin(engine)
    })
  }

  /** What was begun goes well: the next trouble is a new one. */
  #calm(): void {
    this.#failures = 0
    this.#delay.reset()
    if (this.session.trouble) this.#become({ trouble: null })
  }

  #retry(me: Me): void {
    if (this.#outdated) return
    this.#later('disk', () => {
      const { me: now, phase } = this.session
      const wanted = phase === 'starting' || (phase === 'signed-in' && now?.id === me.id)
      if (wanted && !this.engine) void this.#enter(me).catch(() => this.#retry(me))
    })
  }

  async #part(keepDrafts: boolean, deletion?: Deletion): Promise<void> {
    if (deletion) await this.http.deleteAccount(deletion)
    // The server may be out of reach: then its session ends by itself some days later.
    else await this.http.signOut().catch(() => {})
    const { engine } = this
    await this.device.forget()
    await this.#leave()
    if (engine) await forgetUser(engine.replica.me, engine.db, keepDrafts)
    this.#become({ phase: 'signed-out', me: null })
  }

  /** The session was ended elsewhere: what is here stays for the next time that the same user signs in. */
  #end(): void {
    this.engine?.forget()
    this.#become({ phase: 'ended' })
  }

  async #leave(): Promise<void> {
    this.engine?.close()
    this.engine = null
    this.replaced()
  }

  /** Nothing is remembered, but a session may be there all the same: the cookie is not ours to see. */
  async #ask(): Promise<void> {
    try {
      await this.#enter(meOf(await this.http.account()))
    } catch (reason) {
      if (reason instanceof Refusal && !reason.retry) return this.#become({ phase: 'signed-out' })
      if (this.#outdated) return
      const reached = reason instanceof Refusal
      const why = reached ? 'busy' : this.surroundings.network() ? 'unreachable' : 'offline'
      this.#later(why, () => void this.#ask())
    }
  }

  /** Tries again after a while, or when the reader wants it; what lasts is told. */
  #later(why: Trouble['why'], run: () => unknown): void {
    const delay = this.#delay.next() + 500
    const trouble = { why, retryAt: this.surroundings.clock.now() + delay }
    if (++this.#failures > QUIET) this.#become({ trouble })
    if (this.engine) this.touched({ connection: true })
    this.#again = () => {
      this.#cancel()
      this.#again = () => {}
      run()
    }
    this.#cancel = this.surroundings.clock.after(delay, () => this.#again())
  }

  /** Asks what the server is called and who may register; shows it when it is known. */
  async describe(): Promise<void> {
    try {
      const { set_up, max_text, ban_appeal, link_previews, ...about } = await this.http.server()
      const more = { textLimit: max_text, linkPreviews: link_previews, appeal: ban_appeal, fresh: !set_up }
      const server: ServerInfo = { ...about, ...more }
      this.#become({ server })
    } catch {
      this.surroundings.clock.after(this.#delay.next() + 1000, () => void this.describe())
    }
  }

  #renamed(): void {
    const account = this.engine?.replica.account
    if (!account) return
    const me = meOf(account)
    void this.device.remember(me)
    this.#become({ me })
  }

  #become(change: Partial<SessionRow>): void {
    // Whoever has begun has no trouble with it any more.
    if (change.phase) this.#failures = 0
    this.session = { ...this.session, ...(change.phase && { trouble: null }), ...change }
    this.touched({ session: true })
  }
}

function meOf({ user_id, name, username, role, banned_until }: Account): Me {
  const me = { id: user_id, name: name || username, username, admin: role !== 'member' }
  return banned_until ? { ...me, bannedUntil: banned_until } : me
}
