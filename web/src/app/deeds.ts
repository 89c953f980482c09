/** What one may do with the messages of a chat, and what each item of a message's menu does. */
import type { ChatRow, Engine, MessageRow, ServerInfo } from '../engine/rpc'
import type { Deeds, Rights } from '../features/timeline/actions'
import { lang } from '../i18n/language.svelte'
import { isGroup } from '../models/order'
import { wordsOf } from '../models/words'
import { toasts } from '../ui/toasts.svelte'
import type { Asking } from './ChatDialogs.svelte'
import { dialogs } from './dialogs.svelte'
import { router } from './router.svelte'
import { pathOf } from './routes'

/** Of larger chats it is not told how far each member has read. */
const MARKED_MEMBERS = 200
/** As many messages as the server lets be pinned. */
const MOST_PINS = 100

/** @param closed can nothing be written, though one is a member? */
export function rightsIn(
  { kind, role, members, may = [] }: ChatRow,
  closed: boolean,
  server: ServerInfo | null,
): Rights {
  const leads = role === 'owner' || role === 'admin'
  const led = isGroup({ kind })
  const thread = kind === 'thread'
  return {
    member: role !== null,
    write: role !== null && !closed,
    pin: led ? may.includes('pins') : role !== null && !thread,
    moderate: (led || thread) && leads,
    ...(led && role !== null && { comments: may.includes('comments') ? 'writes' : 'reads' }),
    readers: kind === 'group' && members <= MARKED_MEMBERS,
    reactors: kind !== 'channel' || leads,
    editHours: server?.edit_hours,
    versions: server?.edit_history && (led || thread) ? leads : undefined,
  }
}

/** Does the server not have it yet? */
export const unsent = ({ state }: MessageRow): boolean => state === 'sending' || state === 'queued'

export async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text)
  toasts.show(lang.t.message.copied)
}

/** @param own what only the open chat itself can do */
export function deedsIn(
  chat: () => ChatRow,
  engine: Engine,
  { ask, ...own }: Pick<Deeds, 'reply' | 'edit' | 'select'> & { ask: (about: Asking) => void },
): Deeds {
  const tell = (t: 'unpin' | 'retry' | 'discard') => (row: MessageRow) =>
    engine.command({ t, chat: chat().key, id: row.key })
  return {
    ...own,
    readers: ({ key }) => ask({ about: 'readers', id: key }),
    reactors: ({ key }) => ask({ about: 'reactors', id: key }),
    edits: ({ key }) => ask({ about: 'edits', id: key }),
    voters: ({ key, poll }) => poll && ask({ about: 'voters', id: key, poll }),
    closePoll: ({ key }) => ask({ about: 'closing', id: key }),
    remove: (row) => ask({ about: 'removal', rows: [row] }),
    copy: (row) => void copy(wordsOf(row)),
    vote: ({ key }, options) => engine.command({ t: 'vote', chat: chat().key, id: key, options }),
    copyLink: ({ key: message }) => {
      const { key, thread } = chat()
      const at = thread
        ? ({ page: 'thread', chat: thread.chat, seq: thread.seq, message } as const)
        : ({ page: 'chat', chat: key, message, info: false } as const)
      void copy(location.origin + pathOf(at))
    },
    comment: ({ pos }) => router.go({ page: 'thread', chat: chat().key, seq: pos, message: null }),
    forward: (row) => (dialogs.forwarding = { chat: chat().key, rows: [row], ondone: () => {} }),
    author: ({ forward }) => {
      if (forward) void import('./author').then(({ showAuthor }) => showAuthor(engine, forward))
    },
    pin: ({ key }) => {
      if (chat().pins < MOST_PINS) engine.command({ t: 'pin', chat: chat().key, id: key })
      else void lang.whole().then(() => toasts.show(lang.t.errors.say('too_many_pins')))
    },
    react: ({ key }, emoji, on) => engine.command({ t: 'react', chat: chat().key, id: key, emoji, on }),
    report: ({ from, name, key }) =>
      (dialogs.reporting = { user: from, name, message: { chat: chat().key, id: key } }),
    unpin: tell('unpin'),
    retry: tell('retry'),
    discard: tell('discard'),
  }
}
