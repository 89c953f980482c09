/** The operations that turn the rows that a view showed into those that it shows now. */
import type { Op } from '../rpc'

type Keyed = { readonly key: string }

/** Are two rows drawn alike? Rows are plain data of one shape. */
export function alike(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false
  const [left, right] = [Object.entries(a), b as Record<string, unknown>]
  return left.length === Object.keys(b).length && left.every(([key, value]) => alike(value, right[key]))
}

/**
 * `old` and `now` are in order. New rows before the first that stayed become `head`, those after the last `tail`, others
 * `put`; if none stayed, all is `set`, and a view that showed nothing gets a `tail`.
 */
export function diff<R extends Keyed>(old: readonly R[], now: readonly R[]): Op<R>[] {
  const known = new Map(old.map((row) => [row.key, row]))
  const first = now.findIndex((row) => known.has(row.key))
  if (old.length === 0) return now.length ? [['tail', now]] : []
  if (first < 0) return [['set', now]]
  const last = now.findLastIndex((row) => known.has(row.key))
  const ops: Op<R>[] = []
  const staying = new Set(now.map((row) => row.key))
  for (const row of old) if (!staying.has(row.key)) ops.push(['del', row.key])
  for (const row of now.slice(first, last + 1)) if (!alike(row, known.get(row.key))) ops.push(['put', row])
  if (first > 0) ops.push(['head', now.slice(0, first)])
  if (last < now.length - 1) ops.push(['tail', now.slice(last + 1)])
  return ops
}
