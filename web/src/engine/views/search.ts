/** What a search in one chat has found on this device so far; it does not follow what comes later, but for what goes. */
import { Needle } from '../../i18n/needle'
import type { Engine } from '../engine'
import type { HitRow } from '../rpc'
import { scan } from '../search/scan'
import type { Emit, OpenView, Touched } from './view'

/** More hits than these are of no use to anybody. */
const MOST = 5_000

export class SearchView implements OpenView {
  #closed = false

  constructor(
    readonly engine: Engine,
    readonly chat: string,
    readonly query: string,
    readonly emit: Emit<HitRow>,
  ) {
    this.#tell('set', [], true)
    void this.#run().catch(() => this.#tell('tail', [], false))
  }

  /** What is gone is found no more. */
  touch({ changes }: Touched): void {
    const changed = changes?.messages.get(this.chat) ?? []
    const gone = changed.flatMap(({ id, deleted }) => (deleted ? [['del', id] as const] : []))
    if (gone.length > 0) this.emit(gone)
  }

  close(): void {
    this.#closed = true
  }

  async #run(): Promise<void> {
    const { db, replica } = this.engine
    const ranges = replica.places.get(this.chat)?.record.ranges ?? []
    let count = 0
    for await (const found of scan(db, this.chat, ranges, new Needle(this.query))) {
      if (this.#closed) return
      count += found.length
      const place = replica.places.get(this.chat)
      const seen = found.filter(({ seq }) => !place?.hides(seq))
      if (seen.length > 0) {
        const hits = seen.map(({ id, seq, sent_at }) => ({ key: id, pos: seq, at: sent_at }))
        this.#tell('tail', hits, true)
      }
      if (count >= MOST) break
    }
    this.#tell('tail', [], false)
  }

  /** `atStart`: is all that was ever written here, and looked through? */
  #tell(op: 'set' | 'tail', hits: HitRow[], searching: boolean): void {
    if (this.#closed) return
    const place = this.engine.replica.places.get(this.chat)
    const [first] = place?.record.ranges ?? []
    const whole =
      place !== undefined && place.record.ranges.length === 1 && (first?.[0] ?? 2) <= place.firstSeq
    const edges = { atStart: !searching && whole, atEnd: true, loading: searching ? 'start' : null } as const
    this.emit(hits.length > 0 || op === 'set' ? [[op, hits]] : [], { ...edges, unread: null })
  }
}
