/** What the tests of the contract share: a connection whose other end is a file, and what an engine holds. */
import { complete } from '../../src/api/rows'
import type { AnyRow, ClientFrame, ServerFrame } from '../../src/api/schema'
import type { RawSocket } from '../../src/engine/net/socket'
import type { Replica } from '../../src/engine/sync/replica'

export type Heard = ServerFrame | { type: 'closed'; code: number }

/** The server's end of a connection: what comes is noted, what goes is in the story. */
export class Line implements RawSocket {
  onopen: RawSocket['onopen'] = null
  onmessage: RawSocket['onmessage'] = null
  onclose: RawSocket['onclose'] = null
  said: ClientFrame[] = []

  constructor() {
    setImmediate(() => this.onopen?.(undefined as never))
  }

  send(text: string): void {
    this.said.push(JSON.parse(text) as ClientFrame)
  }

  close(): void {
    this.onmessage = null
  }

  tell(frame: Heard): void {
    this.onmessage?.({ data: JSON.stringify(frame) } as MessageEvent<string>)
  }
}

/** Every row that a replica holds, messages from the disk included. */
export async function held(replica: Replica): Promise<AnyRow[]> {
  const { account, folders, scheduled, contacts, joins, invited } = replica
  const kept = [folders, scheduled, contacts, joins, invited].flatMap((rows) => [...rows.values()])
  const rows: (AnyRow | null)[] = [account, ...kept]
  for (const [id, { record, members, marks }] of replica.places) {
    rows.push(record.membership, record.draft ?? null, record.settings ?? null)
    if (record.membership?.left) continue
    rows.push(
      record.chat,
      ...members.values(),
      ...marks.values(),
      ...Object.values(record.pins ?? {}),
      ...Object.values(record.hidden ?? {}),
      ...Object.values(record.votes ?? {}),
      ...(await replica.messages(id, 0, Infinity)),
    )
  }
  return rows.filter((row) => row !== null).map(complete)
}

const name = (row: AnyRow) =>
  JSON.stringify([row.type, 'chat_id' in row && row.chat_id, 'id' in row && row.id, row])
/** Rows in an order that does not depend on where they come from. */
export const sorted = (rows: AnyRow[]) => [...rows].sort((a, b) => (name(a) < name(b) ? -1 : 1))
