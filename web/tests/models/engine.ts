/** An engine that writes down what it is told and says what the test wants. */
import type { Command, Engine, Patch, Signal, View } from '../../src/engine/rpc'

export class Recorder implements Engine {
  commands: Command[] = []
  stored: (() => void)[] = []
  signals: Signal[] = []
  asked: string[] = []
  opened: View[] = []
  closed = 0
  #views = new Map<View['kind'], (patch: Patch<never>) => void>()

  open: Engine['open'] = (what, onPatch) => {
    this.opened.push(what)
    this.#views.set(what.kind, onPatch as (patch: Patch<never>) => void)
    return {
      more: (edge, token) => this.asked.push(`more ${edge} ${token}`),
      trim: (first, last) => this.asked.push(`trim ${first} ${last}`),
      jump: (at) => this.asked.push(`jump ${JSON.stringify(at)}`),
      close: () => this.closed++,
    }
  }

  command(command: Command, stored?: () => void): void {
    this.commands.push(command)
    if (stored) this.stored.push(stored)
  }

  signal(signal: Signal): void {
    this.signals.push(signal)
  }

  ask: Engine['ask'] = (name) => {
    this.asked.push(name)
    return Promise.resolve({ ok: false, code: 'offline', params: {}, retryAfter: null })
  }

  say(kind: View['kind'], patch: Omit<Patch<never>, 'view' | 'ops'> & { ops: readonly unknown[] }): void {
    this.#views.get(kind)?.({ view: 1, ...patch } as Patch<never>)
  }
}
