/** Where the focus goes when the address changes: to the heading of what came, or to where one was in the list. */
import type { Route } from './routes'

let watching: MutationObserver | undefined

/**
 * Waits until what is looked for is drawn. Whoever takes the focus meanwhile, the field for writing or a dialog, keeps
 * it.
 *
 * @param from had the focus before anything was drawn
 */
export function land(from: Element | null, find: () => HTMLElement | null): void {
  watching?.disconnect()
  const done = () => {
    const now = document.activeElement
    if (now !== from && now !== document.body) return true
    const goal = find()
    if (!goal) return false
    if (!goal.matches('a, button')) goal.tabIndex = -1
    goal.focus({ preventScroll: true })
    return true
  }
  if (done()) return
  watching = new MutationObserver(() => {
    if (done()) watching?.disconnect()
  })
  watching.observe(document.body, { childList: true, subtree: true })
}

const first = (...selectors: string[]) =>
  selectors
    .map((selector) => document.querySelector<HTMLElement>(selector))
    .find((found) => found !== null) ?? null

/** What to focus after a step from one route to another. */
export function goalOf(from: Route, to: Route, phone: boolean): HTMLElement | null {
  switch (to.page) {
    case 'chats':
    case 'archive':
      return from.page === 'chat' ? first(`.list a[href="/c/${from.chat}"]`, '.list h1') : first('.list h1')
    case 'chat':
      if (to.info) return phone ? first('main h1') : first('.details h2', 'dialog h2')
      if (from.page === 'chat' && from.chat === to.chat && from.info) return first('main h1 button')
      return first('main h1')
    case 'settings':
      return first(to.section ? '.section .heading' : '.settings h1')
    case 'people':
    case 'outbox':
      return first('.list h1')
    default:
      return first('main h1')
  }
}
