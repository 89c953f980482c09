/** The views that a person seldom needs; the code of all of them is loaded with the first one. */
import type { Engine } from '../engine'
import type { Rows, View } from '../rpc'
import { MembersView } from './members'
import { OutboxView } from './outbox'
import { PinsView } from './pins'
import { SearchView } from './search'
import type { Emit, OpenView } from './view'

export type Seldom = Extract<View, { kind: 'outbox' | 'pins' | 'members' | 'search' }>

export function openSeldom(engine: Engine, what: Seldom, emit: Emit<Rows[keyof Rows]>): OpenView {
  switch (what.kind) {
    case 'outbox':
      return new OutboxView(engine, emit)
    case 'pins':
      return new PinsView(engine, what.chat, emit)
    case 'members':
      return new MembersView(engine, what.chat, emit)
    case 'search':
      return new SearchView(engine, what.chat, what.query, emit)
  }
}
