/** Asks the server for whoever is signed in; what is asked while the page still connects waits for that. */
import type { AnyCommand, Answers } from '../api/schema'
import { Refusal, Unanswered } from './net/failure'
import type { Office } from './office'

export function call<T extends AnyCommand>(office: Office, command: T): Promise<Answers[T['type']]> {
  if (!office.engine) return Promise.reject(new Unanswered('nobody is signed in'))
  return office.engine.connection.ask(command)
}

export async function done(office: Office, command: AnyCommand): Promise<null> {
  await call(office, command)
  return null
}

/** Finds the number of a message that is known here. */
export async function seqOf(office: Office, id: string): Promise<number> {
  const seq = (await office.engine?.replica.messageById(id))?.seq
  if (seq === undefined) throw new Refusal({ code: 'message_not_found', message: '' })
  return seq
}
