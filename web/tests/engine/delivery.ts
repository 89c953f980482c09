/** How rows reach the devices of the small server: at once, not at all, twice, or held back. */
import type { AnyRow, Rows } from '../../src/api/schema'
import type { Link } from './link'

export class Delivery {
  links = new Set<Link>()
  accountRevs = new Map<string, number>()
  /** Says what becomes of a frame with rows: how often it arrives. */
  fate: (frame: Rows) => number = () => 1
  #held: (() => void)[] | null = null

  /** Keeps frames with rows back until `release`, which lets them go the other way round. */
  hold(): void {
    this.#held ??= []
  }

  release(): void {
    const held = this.#held ?? []
    this.#held = null
    for (const deliver of held.reverse()) deliver()
  }

  /** The next revision of a user's account. */
  protected nextRev(user: string): number {
    const rev = (this.accountRevs.get(user) ?? 0) + 1
    this.accountRevs.set(user, rev)
    return rev
  }

  /** Tells all devices of a user what changed in their account. */
  protected tellOwn(user: string, rows: readonly AnyRow[], rev = rows[0]?.rev ?? 0): void {
    const frame: Rows = { type: 'rows', scope: `account:${user}`, after: rev - 1, rev, rows }
    for (const link of this.links) if (link.hello && link.user === user) this.deliver(link, frame)
  }

  protected deliver(link: Link, frame: Rows): void {
    const deliver = () => link.tell(frame)
    for (let copies = this.fate(frame); copies > 0; copies--) {
      if (this.#held) this.#held.push(deliver)
      else deliver()
    }
  }
}
