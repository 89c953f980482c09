/** A connection between a client and the small server, which brings each frame a moment later. */
import type { ClientFrame, ServerFrame } from '../../src/api/schema'
import type { RawSocket } from '../../src/engine/net/socket'
import type { FakeServer } from './server'

/** One connection, as the server has it. */
export class Link implements RawSocket {
  onopen: RawSocket['onopen'] = null
  onmessage: RawSocket['onmessage'] = null
  onclose: RawSocket['onclose'] = null
  hello = false
  alive = true

  constructor(
    readonly server: FakeServer,
    readonly user: string,
  ) {
    setImmediate(() => this.alive && this.onopen?.(undefined as never))
  }

  send(text: string): void {
    const frame = JSON.parse(text) as ClientFrame
    setImmediate(() => this.alive && this.server.receive(this, frame))
  }

  /** The client goes. */
  close(): void {
    this.alive = false
    this.server.links.delete(this)
  }

  /** The server or the network ends it. */
  cut(code = 1006): void {
    if (!this.alive) return
    this.close()
    this.onclose?.({ code } as CloseEvent)
  }

  tell(frame: ServerFrame): void {
    const text = JSON.stringify(frame)
    setImmediate(() => this.alive && this.onmessage?.({ data: text } as MessageEvent<string>))
  }
}
