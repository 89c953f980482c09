/** What is told in passing, wherever one is by then. */
import type { Engine } from '../engine/rpc'
import { lang } from '../i18n/language.svelte'
import { refused } from '../models/refused'
import { toasts } from '../ui/toasts.svelte'

/** Tells why what was drawn at once is taken back; returns how to stop. */
export function tellRefusals(engine: Engine): () => void {
  const view = engine.open({ kind: 'refusals' }, ({ ops }) => {
    for (const op of ops) if (op[0] === 'put') refused({ ok: false, retryAfter: null, ...op[1] })
  })
  return () => view.close()
}

/** @param before was it muted until now? */
export function tellMuted(before: boolean): void {
  void lang.whole().then(() => toasts.show(before ? lang.t.menu.unmuted : lang.t.menu.muted))
}
