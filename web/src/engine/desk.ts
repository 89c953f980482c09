/** Serves one page: its views, commands and questions; patches leave once a task. */
import { answer } from './answer'
import type { Engine } from './engine'
import type { Office } from './office'
import type { Edges, FromEngine, Op, Patch, Rows, ToEngine, View } from './rpc'
import { ChatsView } from './views/chats'
import type { Seldom } from './views/seldom'
import { TimelineView } from './views/timeline'
import type { Emit, OpenView, Touched } from './views/view'

type AnyRow = Rows[keyof Rows]

export class Desk {
  #wanted = new Map<number, View>()
  #open = new Map<number, OpenView>()
  #patches: Patch[] = []

  constructor(
    readonly office: Office,
    readonly post: (message: FromEngine) => void,
  ) {}

  /** Takes a message of the page; a command is on disk when this resolves. */
  async receive(message: ToEngine): Promise<void> {
    switch (message.t) {
      case 'open':
        this.#close(message.view)
        this.#wanted.set(message.view, message.what)
        return this.#show(message.view, message.what)
      case 'close':
        this.#wanted.delete(message.view)
        return this.#close(message.view)
      case 'more':
        return this.#open.get(message.view)?.more?.(message.edge)
      case 'trim':
        return this.#open.get(message.view)?.trim?.(message.first, message.last)
      case 'jump':
        return this.#open.get(message.view)?.jump?.(message.at)
      case 'signal':
        return this.office.signal(message.signal)
      case 'command':
        return this.office.command(message.command)
      case 'ask': {
        const said = await answer(this.office, message.name, message.with)
        if (message.name === 'revokeDevice' || message.name === 'revokeOtherDevices')
          this.touch({ devices: true })
        this.#flush()
        this.post({ t: 'answer', ask: message.ask, answer: said })
      }
    }
  }

  touch(touched: Touched): void {
    for (const view of this.#open.values()) view.touch(touched)
  }

  /** The page is gone. */
  close(): void {
    this.#wanted.clear()
    for (const view of [...this.#open.keys()]) this.#close(view)
  }

  #close(view: number): void {
    this.#open.get(view)?.close?.()
    this.#open.delete(view)
  }

  /** There is another engine, or none: every view begins anew. */
  replaced(): void {
    this.#open.clear()
    for (const [view, what] of this.#wanted) this.#show(view, what)
  }

  #show(view: number, what: View): void {
    const emit = (ops: readonly Op<AnyRow>[], edges?: Edges) => {
      if (this.#wanted.get(view) === what) this.#patch({ view, ops, ...(edges && { edges }) })
    }
    const { engine } = this.office
    if (what.kind === 'session' || what.kind === 'connection' || what.kind === 'devices') {
      this.#open.set(view, single(this.office, what.kind, emit))
    } else if (!engine) emit([['set', []]])
    else if (what.kind === 'chats') this.#open.set(view, new ChatsView(engine, emit))
    else if (what.kind === 'timeline')
      this.#open.set(view, new TimelineView(engine, what.chat, what.at, what.size, emit))
    else void this.#showSeldom(view, what, engine, emit)
  }

  async #showSeldom(view: number, what: Seldom, engine: Engine, emit: Emit<AnyRow>): Promise<void> {
    const { openSeldom } = await import('./views/seldom')
    // Meanwhile it may have been closed, or opened again for another user.
    if (this.#wanted.get(view) !== what || this.office.engine !== engine || this.#open.has(view)) return
    this.#open.set(view, openSeldom(engine, what, emit))
  }

  #patch(patch: Patch): void {
    if (this.#patches.push(patch) === 1) queueMicrotask(() => this.#flush())
  }

  #flush(): void {
    const patches = this.#patches
    this.#patches = []
    if (patches.length) this.post({ t: 'patch', patches })
  }
}

/** The views that are short and sent whole. */
function single(office: Office, kind: 'session' | 'connection' | 'devices', emit: Emit<AnyRow>): OpenView {
  const set = (rows: readonly AnyRow[]) => emit([['set', rows]])
  let missing = false
  const show = {
    session: () => set([office.session]),
    connection: () => set([office.connection]),
    devices: () => {
      missing = false
      import('./questions').then(({ devices }) => devices(office)).then(set, () => (missing = true))
    },
  }[kind]
  show()
  return {
    touch({ session, connection, chats, devices: revoked }) {
      if (kind === 'session' && session) show()
      if (kind === 'connection' && (connection || chats)) show()
      if (kind === 'devices' && revoked) show()
      // What could not be asked is asked as soon as there is a connection.
      if (missing && connection && office.engine?.connection.open) show()
    },
  }
}
