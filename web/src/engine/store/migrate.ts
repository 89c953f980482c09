/** The shapes the database has had, each made from the one before; the database's version is how many there are. */
import type { IDBPDatabase, IDBPTransaction, StoreNames } from 'idb'

import type { Tables } from './schema'

type Migration = (
  db: IDBPDatabase<Tables>,
  transaction: IDBPTransaction<Tables, StoreNames<Tables>[], 'versionchange'>,
) => void

const first: Migration = (db) => {
  db.createObjectStore('meta')
  db.createObjectStore('chats', { keyPath: 'id' })
  db.createObjectStore('messages', { keyPath: ['chat_id', 'seq'] }).createIndex('id', 'id')
  db.createObjectStore('members', { keyPath: ['chat_id', 'user_id'] })
  db.createObjectStore('marks', { keyPath: ['chat_id', 'user_id'] })
  db.createObjectStore('outbox', { keyPath: 'n' })
  db.createObjectStore('drafts', { keyPath: 'chat' })
}

/** Only messages whose time will be over are in it. */
const expiring: Migration = (_db, transaction) => {
  transaction.objectStore('messages').createIndex('expires', 'expires_at')
}

export const migrations: readonly Migration[] = [first, expiring]
