/** Somebody who writes into a chat of two, before each test anew: what the tests of the outbox begin with. */
import { afterEach, beforeEach } from 'vitest'

import { until } from './clock'
import { World, type Device } from './world'

export let world: World
export let anna: Device

/** Lets both be there before each test of a file. */
export function begin(): void {
  beforeEach(async () => {
    world = new World()
    world.server.create('c', ['anna', 'boris'])
    anna = await world.device('anna')
  })
  afterEach(() => world.close())
}

export const texts = () => world.server.chat('c').messages.map((message) => message.text)
export const empty = () => until(() => anna.engine.outbox.jobs.size === 0, 'an empty outbox')
export const sends = () => world.server.calls.filter((call) => call.type === 'send_message')
export const edit = (id: string, text: string) => anna.engine.command({ t: 'edit', chat: 'c', id, text })
export const remove = (id: string) => anna.engine.command({ t: 'delete', chat: 'c', id })
