/** All models of the app, made once for one engine and handed down to the components. */
import { createContext } from 'svelte'

import type { Engine } from '../engine/rpc'
import { ChatList } from './ChatList.svelte'
import { Connection } from './Connection.svelte'
import { Journal, type Shelf } from './journal'
import type { Last } from './last'
import { Session } from './Session.svelte'
import { Settings } from './Settings.svelte'
import type { Place } from './Timeline.svelte'

export class App {
  readonly session: Session
  readonly connection: Connection
  readonly chats: ChatList
  readonly engine: Engine
  readonly journal: Journal
  /** Where each chat was left, for as long as the page lives. */
  readonly places = new Map<string, Place>()

  constructor(
    engine: Engine,
    readonly settings: Settings,
    shelf: Shelf,
    last: Last | null = null,
  ) {
    this.session = new Session(engine, last?.session)
    this.connection = new Connection(engine)
    this.journal = new Journal(engine, shelf)
    this.engine = {
      ...engine,
      command: (command, stored) => {
        const { me } = this.session
        if (command.t === 'send' && me) this.journal.send(me.id, command)
        else engine.command(command, stored)
      },
    }
    this.chats = new ChatList(engine, settings.keep, last?.list)
  }
}

export const [useApp, provideApp] = createContext<App>()
