/** Answers the page's questions about comments. */
import type { OpenedThread, ThreadPage } from '../api/schema'
import { call } from './calling'
import type { Office } from './office'
import type { ThreadQuestions } from './threads'

type Handlers = {
  [N in keyof ThreadQuestions]: (
    office: Office,
    ask: ThreadQuestions[N]['ask'],
  ) => Promise<ThreadQuestions[N]['answer']>
}

/** No more pages than these are read at once: whoever follows more sees what the oldest are about on opening them. */
const MOST_PAGES = 4

export const threading: Handlers = {
  async openThread(office, { chat, seq }) {
    const opened = await call(office, { type: 'open_thread', chat_id: chat, seq })
    await learn(office, [opened])
    return { thread: opened.thread.chat.id }
  },
  async followThread(office, { thread, following }) {
    const row = await call(office, { type: 'follow_thread', chat_id: thread, following })
    await office.engine?.replica.take([row])
    return null
  },
  async threads(office) {
    let before: { before_at: number; before_id: string } | null = null
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const page: ThreadPage = await call(office, { type: 'list_threads', ...before })
      await learn(office, page.threads)
      const last = page.threads.at(-1)
      if (!page.more || !last) break
      before = { before_at: last.active_at, before_id: last.thread.chat.id }
    }
    return null
  },
}

/** Keeps what each is about: the message itself may be older than anything that is on this device. */
async function learn(office: Office, opened: readonly OpenedThread[]): Promise<void> {
  await office.engine?.replica.transact(async (writer) => {
    for (const { thread, root, root_sender } of opened) {
      for (const row of [thread.chat, ...thread.members]) await writer.row(row)
      if (root_sender) await writer.row(root_sender)
      writer.root(thread.chat.id, root)
    }
  })
}
