/** The engine, told by nobody but the file what the server said, asks what the file says and holds what it must. */
import { readdirSync, readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

import { complete } from '../../src/api/rows'
import {
  CloseCode,
  FINAL_CLOSE_CODES,
  type AnyRow,
  type Call,
  type ClientFrame,
  type History,
} from '../../src/api/schema'
import { rest, until } from '../engine/clock'
import { Device, World } from '../engine/world'
import { held, Line, sorted, type Heard } from './line'

type Step = {
  device: string
  says?: ClientFrame | string
  leaves?: boolean
  fate?: Record<string, 'lost' | 'twice' | 'late'>
  hears?: Record<string, Heard[]>
}
type Story = { people: string[]; steps: Step[]; holds: Record<string, AnyRow[]> }

const FOLDER = new URL('../../../contract/stories/', import.meta.url)
/** Calls with smaller numbers are a client's own, about gaps. */
const AUTHORS_FIRST_REF = 1001
/** Longer than the longest wait before a client comes back. */
const LONG = 61_000

class Client {
  line = new Line()
  late: Heard[] = []
  device!: Device

  /** Time passes for each by itself: whoever waits to come back keeps nobody else waiting. */
  readonly world = new World()

  async open(user: string): Promise<void> {
    this.device = new Device(this.world, user, () => (this.line = new Line()))
    await this.device.boot()
    this.world.engines.push(this.device)
    this.device.engine.connection.start()
  }

  leave(): void {
    const { line } = this
    this.line = new Line()
    line.onclose?.({ code: 1006 } as CloseEvent)
  }

  /** The server ends the connection; after a code that says so the client stays away, whatever time passes. */
  closed(code: number): void {
    const { line } = this
    line.onclose?.({ code } as CloseEvent)
    this.world.clock.advance(LONG)
    expect(this.line === line).toBe(FINAL_CLOSE_CODES.includes(code))
    expect(this.device.ended).toBe(code === CloseCode.SESSION_ENDED)
  }

  async hello(): Promise<ClientFrame> {
    const hello = () => this.line.said.find(({ type }) => type === 'hello')
    if (!hello()) await rest()
    if (!hello()) this.world.clock.advance(LONG)
    await until(() => hello() !== undefined, 'a hello')
    return hello() as ClientFrame
  }

  /** What it asks about a gap, under the number that the story gives it. */
  async asks(told: Call): Promise<Call> {
    const asked = () =>
      this.line.said.find(
        (frame): frame is Call => frame.type === 'call' && frame.command.type === 'get_changes',
      )
    await until(() => asked() !== undefined, 'a question')
    const found = asked() as Call
    this.line.said = this.line.said.filter((frame) => frame !== found)
    this.#refs.set(told.ref, found.ref)
    return { ...found, ref: told.ref }
  }

  /** Somebody does it here: the call is said as the story says it, and a page of history is kept. */
  act({ ref, command }: Call): void {
    const { connection, replica } = this.device.engine
    const answer = connection.call(command).catch((reason: unknown) => reason)
    this.#answers.set(ref, answer)
    if (command.type === 'get_history')
      void answer.then((page) => page instanceof Error || replica.merge(command.chat_id, page as History))
    const said = this.line.said.pop() as Call
    this.#refs.set(ref, said.ref)
    expect({ ...said, ref }).toEqual({ type: 'call', ref, command })
  }

  #refs = new Map<number, number>()
  #answers = new Map<number, Promise<unknown>>()

  async hear(frames: Heard[], fate?: string): Promise<void> {
    const twice = frames.flatMap((frame) => [frame, frame])
    const now = fate === 'lost' || fate === 'late' ? [] : fate === 'twice' ? twice : frames
    for (const frame of [...now, ...this.late]) {
      // Answers to what no client says, like half a frame, are nothing that this client has asked.
      const ref = 'ref' in frame ? (frame.ref ?? undefined) : undefined
      const own = ref === undefined ? undefined : this.#refs.get(ref)
      if (frame.type === 'closed') this.closed(frame.code)
      else if (ref === own) this.line.tell(frame)
      else if (own !== undefined) this.line.tell({ ...frame, ref: own } as Heard)
    }
    this.late = fate === 'late' ? frames : []
    await rest()
    await this.device.engine.inbox.settled()
    for (const frame of frames) {
      const answer = 'ref' in frame && this.#answers.get(frame.ref ?? 0)
      if (answer && frame.type === 'answer') expect(await answer).toEqual(frame.result)
      else if (answer && frame.type === 'refused')
        expect(await answer).toMatchObject({ code: frame.error.code, message: frame.error.message })
    }
  }
}

test.each(readdirSync(FOLDER))('%s', async (file) => {
  const story = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Story
  const clients = new Map<string, Client>()
  for (const step of story.steps) {
    const { says } = step
    let client = clients.get(step.device)
    if (!client) {
      clients.set(step.device, (client = new Client()))
      const person = story.people.indexOf(step.device.split('-')[0] ?? '') + 1
      await client.open(`00000000-0000-7000-8000-${person.toString(16).padStart(12, '0')}`)
    }
    if (step.leaves) client.leave()
    else if (typeof says === 'object' && says.type === 'hello') {
      const hello = await client.hello()
      expect(hello).toEqual({ ...says, epoch: 'epoch' in hello ? hello.epoch : '' })
    } else if (typeof says === 'object' && says.type === 'call' && says.ref < AUTHORS_FIRST_REF)
      expect(await client.asks(says)).toEqual(says)
    else if (typeof says === 'object' && says.type === 'call') client.act(says)
    for (const [device, each] of clients) await each.hear(step.hears?.[device] ?? [], step.fate?.[device])
  }
  for (const [device, rows] of Object.entries(story.holds)) {
    const { replica } = (clients.get(device) as Client).device.engine
    expect(sorted(await held(replica))).toEqual(sorted(rows.map(complete)))
  }
  for (const { world } of clients.values()) world.close()
})
