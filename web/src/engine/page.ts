/** The page's side of the boundary: an `Engine` whose work is done in the worker. */
import type { Answer, Engine, FromEngine, Patch, QuestionName, ToEngine } from './rpc'

/** The part of a Worker that is used. */
export interface Port {
  postMessage(message: ToEngine): void
  onmessage: ((event: MessageEvent<FromEngine>) => void) | null
}

/** Speaks to the engine behind `port`. */
export function connectEngine(port: Port): Engine {
  let last = 0
  const views = new Map<number, (patch: Patch<never>) => void>()
  const asks = new Map<number, (answer: Answer<never>) => void>()
  const storing = new Map<number, () => void>()
  const say = (message: ToEngine) => port.postMessage(message)

  port.onmessage = ({ data }) => {
    if (data.t === 'patch') for (const patch of data.patches) views.get(patch.view)?.(patch as Patch<never>)
    else if (data.t === 'stored') {
      storing.get(data.n)?.()
      storing.delete(data.n)
    } else {
      asks.get(data.ask)?.(data.answer as Answer<never>)
      asks.delete(data.ask)
    }
  }

  return {
    open(what, onPatch) {
      const view = ++last
      views.set(view, onPatch as (patch: Patch<never>) => void)
      say({ t: 'open', view, what })
      return {
        more: (edge, token) => say({ t: 'more', view, edge, token }),
        trim: (first, last) => say({ t: 'trim', view, first, last }),
        jump: (at) => say({ t: 'jump', view, at }),
        close() {
          views.delete(view)
          say({ t: 'close', view })
        },
      }
    },
    command(command, stored) {
      if (!stored) return say({ t: 'command', command })
      storing.set(++last, stored)
      say({ t: 'command', command, n: last })
    },
    signal: (signal) => say({ t: 'signal', signal }),
    ask: <N extends QuestionName>(name: N, what: unknown) => {
      const ask = ++last
      say({ t: 'ask', ask, name, with: what } as ToEngine)
      return new Promise<Answer<N>>((resolve) => asks.set(ask, resolve as (answer: Answer<never>) => void))
    },
  }
}
