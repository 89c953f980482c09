/** Applies the engine's patches to a list of rows; the rows stay frozen, the list is new. */
import type { Op } from '../engine/rpc'

/** Up to so many changes each row is put where it belongs by itself. */
const FEW = 8

type Keyed = Readonly<{ key: string }>

/**
 * @param before order of two rows: negative if the first comes first; rows without an order go to the end
 * @returns the same list if nothing changed
 */
export function apply<R extends Keyed>(
  rows: readonly R[],
  ops: readonly Op<R>[],
  before?: (a: R, b: R) => number,
): readonly R[] {
  if (before && ops.length > FEW && ops.every(([kind]) => kind === 'put' || kind === 'del'))
    return merge(rows, ops, before)
  let list = rows
  for (const op of ops) {
    switch (op[0]) {
      case 'set':
        list = op[1]
        break
      case 'head':
        list = [...op[1], ...without(list, op[1])]
        break
      case 'tail':
        list = [...without(list, op[1]), ...op[1]]
        break
      case 'del':
        list = list.some((row) => row.key === op[1]) ? list.filter((row) => row.key !== op[1]) : list
        break
      case 'put':
        list = put(list, op[1], before ?? (() => -1))
    }
  }
  return list
}

/** Many changes at once: one pass and one sort, instead of a pass for each. */
function merge<R extends Keyed>(
  rows: readonly R[],
  ops: readonly Op<R>[],
  before: (a: R, b: R) => number,
): readonly R[] {
  const known = new Map(rows.map((row) => [row.key, row]))
  for (const op of ops) {
    if (op[0] === 'put') known.set(op[1].key, op[1])
    else if (op[0] === 'del') known.delete(op[1])
  }
  return [...known.values()].sort(before)
}

function without<R extends Keyed>(rows: readonly R[], gone: readonly R[]): readonly R[] {
  const keys = new Set(gone.map((row) => row.key))
  return rows.filter((row) => !keys.has(row.key))
}

function put<R extends Keyed>(rows: readonly R[], row: R, before: (a: R, b: R) => number): readonly R[] {
  const at = rows.findIndex((known) => known.key === row.key)
  const [previous, next] = [rows[at - 1], rows[at + 1]]
  const inPlace = at >= 0 && (!previous || before(previous, row) <= 0) && (!next || before(row, next) <= 0)
  if (inPlace) return rows.with(at, row)
  const others = at < 0 ? rows : rows.toSpliced(at, 1)
  const to = others.findIndex((other) => before(row, other) < 0 && before(other, row) >= 0)
  return others.toSpliced(to < 0 ? others.length : to, 0, row)
}
