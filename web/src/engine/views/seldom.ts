/** The views that are not needed to draw the first rows; the code of all of them is loaded with the first one. */
import type { Engine } from '../engine'
import type { Rows, View } from '../rpc'
import { FoldersView } from './folders'
import { JoinsView } from './joins'
import { MembersView } from './members'
import { OutboxView } from './outbox'
import { PinsView } from './pins'
import { ReadersView } from './readers'
import { RefusalsView } from './refusals'
import { ScheduledView } from './scheduled'
import { SearchView } from './search'
import type { Emit, OpenView } from './view'

export type Seldom = Extract<
  View,
  {
    kind:
      'outbox' | 'folders' | 'refusals' | 'pins' | 'readers' | 'scheduled' | 'members' | 'joins' | 'search'
  }
>

export function openSeldom(engine: Engine, what: Seldom, emit: Emit<Rows[keyof Rows]>): OpenView {
  switch (what.kind) {
    case 'outbox':
      return new OutboxView(engine, emit)
    case 'folders':
      return new FoldersView(engine, emit)
    case 'refusals':
      return new RefusalsView(emit)
    case 'pins':
      return new PinsView(engine, what.chat, emit)
    case 'readers':
      return new ReadersView(engine, what.chat, what.id, emit)
    case 'scheduled':
      return new ScheduledView(engine, what.chat, emit)
    case 'members':
      return new MembersView(engine, what.chat, emit, what.query)
    case 'joins':
      return new JoinsView(engine, emit)
    case 'search':
      return new SearchView(engine, what.chat, what.query, emit)
  }
}
