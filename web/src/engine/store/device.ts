/** What this browser remembers beside the users' databases: who is signed in here. */
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb'

import type { Me } from '../rpc'
import { databaseName, type Database } from './schema'

interface DeviceTables extends DBSchema {
  meta: { key: string; value: unknown }
}

export class Device {
  #db: Promise<IDBPDatabase<DeviceTables>> | null = null

  static async open(): Promise<Device> {
    const device = new Device()
    await device.#there()
    return device
  }

  async me(): Promise<Me | null> {
    return ((await (await this.#there()).get('meta', 'me')) as Me | undefined) ?? null
  }

  async remember(me: Me): Promise<void> {
    await (await this.#there()).put('meta', me, 'me')
  }

  /** Nobody is signed in any more. */
  async forget(): Promise<void> {
    await (await this.#there()).clear('meta')
  }

  /** The database, made again if the browser has taken it away. */
  #there(): Promise<IDBPDatabase<DeviceTables>> {
    const gone = () => {
      this.#db = null
    }
    const upgrade = (db: IDBPDatabase<DeviceTables>) => void db.createObjectStore('meta')
    this.#db ??= openDB<DeviceTables>('molva', 1, {
      upgrade,
      terminated: gone,
      blocking(_current, _blocked, event) {
        ;(event.target as IDBDatabase).close()
        gone()
      },
    }).catch((reason: unknown) => {
      gone()
      throw reason
    })
    return this.#db
  }
}

/** Deletes a user's database; with `keepDrafts` what was written and not sent stays for the next time. */
export async function forgetUser(user: string, db: Database, keepDrafts: boolean): Promise<void> {
  if (!keepDrafts) {
    db.close()
    return deleteDB(databaseName(user))
  }
  const stores = ['meta', 'chats', 'messages', 'members', 'marks'] as const
  const transaction = db.transaction(stores, 'readwrite')
  for (const store of stores) void transaction.objectStore(store).clear()
  await transaction.done
  db.close()
}
