/** What each kind of job asks of the server, and what becomes of the rows when it has answered. */
import type { Pin } from '../../api/schema'
import type { Connection } from '../net/connection'
import { Refusal } from '../net/failure'
import type { NewPoll } from '../polls'
import type { Job, Task } from '../store/schema'
import type { Replica } from '../sync/replica'
import { changed, idBefore, ownEmoji, unclear } from './reacting'
import { unsentPoll } from './voting'

export { Pace } from './pace'

type Place = { chat_id: string; seq: number }
type About<T extends Task['t']> = Extract<Task, { t: T }>

/** Refusals that mean, where something is taken away, that it is not there. */
const GONE = ['message_not_found', 'message_deleted']

export class Performer {
  /** One's own emoji on messages whose rows name other people. */
  readonly #own = new Map<string, readonly string[]>()

  constructor(
    readonly replica: Replica,
    readonly connection: Pick<Connection, 'call'>,
  ) {}

  /** One's own emoji that a message's row may not name. */
  own(id: string): readonly string[] {
    return this.#own.get(id) ?? []
  }

  /** Resolves when it is done; rejects with the refusal, or if no answer came. */
  async perform(job: Job): Promise<void> {
    const { chat, id, task } = job
    if (task.t === 'send') return this.#send(chat, id, task)
    if (task.t === 'read')
      return void (await this.connection.call({ type: 'mark_chat', chat_id: chat, read_seq: task.seq }))
    if (task.t === 'keep') return this.#keep(chat, task)
    if (task.t === 'order') return this.#order(task)
    if (task.t === 'folders')
      return (await import('./filing')).file(task.change, this.replica, this.connection)
    if (task.t === 'later')
      return (await import('./later')).tell(job, task.change, this.replica, this.connection)
    if (task.t === 'hide')
      return void (await this.connection.call({ type: 'hide_messages', chat_id: chat, seqs: task.seqs }))
    if (task.t === 'clear') return this.#clear(chat, task)
    if (task.t === 'unpin_all') return this.#unpinAll(chat)
    const seq = job.seq ?? (await this.replica.messageById(id))?.seq
    if (seq === undefined) throw new Refusal({ code: 'message_not_found', message: '' })
    if (task.t === 'edit') return this.#edit(chat, seq, task)
    if (task.t === 'delete') return this.#delete(chat, seq)
    if (task.t === 'react') return this.#react(id, { chat_id: chat, seq }, task)
    if (task.t === 'vote') {
      const { options } = task
      return this.replica.take([
        await this.connection.call({ type: 'vote_in_poll', chat_id: chat, seq, options }),
      ])
    }
    if (task.t === 'pin') {
      const row = await this.connection.call({ type: 'pin_message', chat_id: chat, seq })
      return this.replica.take([row])
    }
    await this.connection.call({ type: 'unpin_message', chat_id: chat, seq }).catch(ignoreGone)
    await this.#unpinned(chat, [seq])
  }

  async #send(
    chat: string,
    id: string,
    { text, reply, lifetime, forward, poll }: About<'send'>,
  ): Promise<void> {
    const reply_to = reply?.seq ?? null
    const what = { chat_id: chat, id, reply_to, ...(lifetime && { lifetime_s: lifetime }) }
    const sent = forward
      ? await (await import('./forwarding')).tell(chat, id, forward, this.replica, this.connection)
      : poll
        ? await this.connection.call({ type: 'create_poll', ...what, question: text, ...asked(poll) })
        : await this.connection.call({ type: 'send_message', ...what, text })
    const row = { type: 'message', chat_id: chat, rev: 0, id, sender_id: this.replica.me } as const
    // When it expires only the server knows; its own row tells.
    const made = { edited_at: null, expires_at: null, deleted: false, preview: null }
    const told = { forward: forward?.author ?? null, poll: poll ? unsentPoll(poll) : null, comments: null }
    const rest = { ...made, service: null, reactions: [], mentions: null, ...told }
    await this.replica.take([{ ...row, ...rest, ...sent, text, reply_to }])
  }

  async #keep(chat: string, { change }: About<'keep'>): Promise<void> {
    const { mutedUntil = null, pinned = null, archived = null, marked = null } = change
    const row = await this.connection.call({
      type: 'change_chat_settings',
      chat_id: chat,
      muted_until: mutedUntil,
      pinned,
      archived,
      marked_unread: marked,
    })
    await this.replica.take([row])
  }

  async #clear(chat: string, { upTo, both }: About<'clear'>): Promise<void> {
    await this.connection.call({ type: 'clear_history', chat_id: chat, up_to: upTo, for_both: both })
  }

  async #order({ chats }: About<'order'>): Promise<void> {
    const answer = await this.connection.call({ type: 'order_pinned_chats', chat_ids: chats })
    await this.replica.take(answer.settings)
  }

  async #edit(chat: string, seq: number, { text, seen }: About<'edit'>): Promise<void> {
    const at = { chat_id: chat, seq }
    const row = await this.connection.call({ type: 'edit_message', ...at, text, known_edited_at: seen })
    await this.replica.take([row])
  }

  async #delete(chat: string, seq: number): Promise<void> {
    await this.connection.call({ type: 'delete_message', chat_id: chat, seq }).catch(ignoreGone)
    const row = await this.replica.message(chat, seq)
    // Half a revision: it holds until the server's own row comes, whichever that is.
    if (row && !row.deleted)
      await this.replica.take([{ ...row, rev: row.rev + 0.5, deleted: true, text: '', poll: null }])
  }

  async #react(id: string, at: Place, { wanted }: About<'react'>): Promise<void> {
    const emoji = changed(await this.#ownEmoji(at), wanted)
    await this.replica.take([await this.connection.call({ type: 'react', ...at, emoji })])
    this.#own.set(id, emoji)
  }

  async #ownEmoji(at: Place): Promise<readonly string[]> {
    const { me } = this.replica
    const message = await this.replica.message(at.chat_id, at.seq)
    if (message && !unclear(message, me)) return ownEmoji(message, me)
    const found = await this.connection.call({ type: 'list_reactions', ...at, after: idBefore(me), limit: 1 })
    return found.reactors.find(({ user_id }) => user_id === me)?.emoji ?? []
  }

  async #unpinAll(chat: string): Promise<void> {
    await this.connection.call({ type: 'unpin_all_messages', chat_id: chat })
    await this.#unpinned(chat, this.replica.place(chat).pinned)
  }

  async #unpinned(chat: string, seqs: readonly number[]): Promise<void> {
    const { pins = {} } = this.replica.place(chat).record
    const known = seqs.flatMap((seq) => pins[seq] ?? []).filter((pin) => !pin.removed)
    await this.replica.take(known.map((pin): Pin => ({ ...pin, rev: pin.rev + 0.5, removed: true })))
  }
}

const asked = ({ closesAt, ...poll }: NewPoll) => ({ ...poll, closes_at: closesAt })

function ignoreGone(reason: unknown): void {
  if (!(reason instanceof Refusal && GONE.includes(reason.code))) throw reason
}
