/** What this browser remembers beside the users' databases: who is signed in here. */
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb'

import type { Me } from '../rpc'
import { databaseName, type Database } from './schema'

interface DeviceTables extends DBSchema {
  meta: { key: string; value: unknown }
}

export class Device {
  private constructor(readonly db: IDBPDatabase<DeviceTables>) {}

  static async open(): Promise<Device> {
    return new Device(
      await openDB<DeviceTables>('molva', 1, { upgrade: (db) => void db.createObjectStore('meta') }),
    )
  }

  async me(): Promise<Me | null> {
    return ((await this.db.get('meta', 'me')) as Me | undefined) ?? null
  }

  async remember(me: Me): Promise<void> {
    await this.db.put('meta', me, 'me')
  }

  /** Nobody is signed in any more. */
  async forget(): Promise<void> {
    await this.db.clear('meta')
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
