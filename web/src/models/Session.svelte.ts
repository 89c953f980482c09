/** Who is signed in here, and the ways in and out. */
import type { Answer, Engine, Me, Questions, ServerInfo, SessionRow, Trouble } from '../engine/rpc'
import { apply } from './rows'

const STARTING: SessionRow = { key: 'session', phase: 'starting', server: null, me: null }

export class Session {
  #rows = $state.raw<readonly SessionRow[]>([STARTING])
  #told = $state(false)
  readonly #engine: Engine

  /** @param last who was signed in when this device was left */
  constructor(engine: Engine, last: SessionRow = STARTING) {
    this.#engine = engine
    this.#rows = [last]
    engine.open({ kind: 'session' }, ({ ops }) => {
      this.#rows = apply(this.#rows, ops)
      this.#told = true
    })
  }

  get row(): SessionRow {
    return this.#rows[0] ?? STARTING
  }

  get phase(): SessionRow['phase'] {
    return this.row.phase
  }

  get trouble(): Trouble | null {
    return this.row.trouble ?? null
  }

  get server(): ServerInfo | null {
    return this.row.server
  }

  get me(): Me | null {
    return this.row.me
  }

  /** The user's id, once it is not only remembered from the last time. */
  get user(): string | null {
    return this.#told && this.phase === 'signed-in' ? (this.me?.id ?? null) : null
  }

  login(login: string, password: string): Promise<Answer<'login'>> {
    return this.#engine.ask('login', { login: login.trim(), password })
  }

  register(who: Questions['register']['ask']): Promise<Answer<'register'>> {
    return this.#engine.ask('register', who)
  }

  changeServer(what: Questions['changeServer']['ask']): Promise<Answer<'changeServer'>> {
    return this.#engine.ask('changeServer', what)
  }

  logout(deletion?: Questions['logout']['ask']['deletion']): Promise<Answer<'logout'>> {
    return this.#engine.ask('logout', { keepDrafts: false, deletion })
  }

  changePassword(current: string, wanted: string): Promise<Answer<'changePassword'>> {
    return this.#engine.ask('changePassword', { current, wanted })
  }

  rename(name: string): Promise<Answer<'renameMe'>> {
    return this.#engine.ask('renameMe', { name })
  }
}
