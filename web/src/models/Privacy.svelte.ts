/** The rules of who may do what, as they are known and chosen; and those who are blocked. */
import type { Answer, BlockedPerson, Engine, Rules } from '../engine/rpc'
import { refused } from './refused'

export class Privacy {
  /** Null until they have been read. */
  known = $state.raw<Extract<Answer<'privacy'>, { ok: true }>['value'] | null>(null)
  /** Grows with each change, when it begins and when it ends: what was asked for before is older than it. */
  #changes = 0

  constructor(readonly engine: Engine) {}

  async read(): Promise<void> {
    const asked = this.#changes
    const answer = await this.engine.ask('privacy', null)
    if (answer.ok && asked === this.#changes) this.known = answer.value
  }

  /** Shown at once, and as it was if it is refused. */
  async choose(change: Partial<Rules>): Promise<void> {
    const before = this.known
    if (!before) return
    this.known = { ...before, rules: { ...before.rules, ...change } }
    this.#changes++
    const undone = refused(await this.engine.ask('changeRules', change))
    this.#changes++
    if (undone) this.known = before
    await this.read()
  }

  /** Tells whether it was done. */
  async unblock(person: BlockedPerson): Promise<boolean> {
    this.#changes++
    if (refused(await this.engine.ask('block', { user: person.id, blocked: false }))) return false
    this.#changes++
    if (this.known)
      this.known = { ...this.known, blocked: this.known.blocked.filter(({ id }) => id !== person.id) }
    return true
  }
}
