/** What is being sent, noted at once: a page can end before its worker has anything on disk. */
import type { Command, Engine } from '../engine/rpc'

type Send = Extract<Command, { t: 'send' }>
type Note = Readonly<{ user: string; command: Send }>
/** The part of `localStorage` that is used: it keeps what it is given before the call returns. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

const PREFIX = 'molva.sending.'

export class Journal {
  #n = 0

  constructor(
    readonly engine: Engine,
    readonly shelf: Shelf,
  ) {}

  /** Sends a message of this user; the note of it goes when the engine has it on disk. */
  send(user: string, command: Send): void {
    // In the order of writing, whatever the clock says within a millisecond; of two tabs never the same.
    const name = `${PREFIX}${String(Date.now())}.${String(++this.#n).padStart(6, '0')}.${command.id}`
    try {
      this.shelf.setItem(name, JSON.stringify({ user, command } satisfies Note))
    } catch {
      // The browser has no room for it: the engine says so when it has none either.
    }
    this.engine.command(command, () => this.shelf.removeItem(name))
  }

  /** Sends what this user's earlier pages did not hear was on disk; the engine knows what it has by the message's id. */
  resume(user: string): void {
    for (const name of this.#names()) {
      const note = read(this.shelf.getItem(name))
      const done = () => this.shelf.removeItem(name)
      if (note?.user === user) this.engine.command(note.command, done)
      else if (!note) done()
    }
  }

  /** Somebody signed out: of what was written nothing stays. */
  clear(): void {
    for (const name of this.#names()) this.shelf.removeItem(name)
  }

  #names(): string[] {
    const all = Array.from({ length: this.shelf.length }, (_, n) => this.shelf.key(n) ?? '')
    return all.filter((name) => name.startsWith(PREFIX)).sort()
  }
}

function read(text: string | null): Note | null {
  try {
    return JSON.parse(text ?? 'null') as Note | null
  } catch {
    return null
  }
}
