/**
 * What lies over the page, and what stands in it for a while. Each press of Escape closes one thing, the first of these
 * that is there:
 *
 * 1. what a field shows or holds where one writes: completions, the words of a search in the list or among emoji;
 * 2. what lies over the page (`overlays`), the last one opened: menus, emoji, dialogs; Back closes these, too;
 * 3. what stands in the chat (`layers`), the last one begun: an answer or a change, a selection, a search;
 * 4. the chat itself.
 */

class Stack {
  readonly #closing: (() => void)[] = []

  get open(): boolean {
    return this.#closing.length > 0
  }

  /** Puts something on top. Returns what must be called when it is gone. */
  add(close: () => void): () => void {
    this.#closing.push(close)
    return () => {
      const at = this.#closing.indexOf(close)
      if (at >= 0) this.#closing.splice(at, 1)
    }
  }

  /** Closes what is on top; false if there was nothing. */
  closeTop(): boolean {
    const close = this.#closing.pop()
    close?.()
    return close !== undefined
  }
}

export const overlays = new Stack()
export const layers = new Stack()

/** Moves an element into the open dialog, if there is one: everything outside of it is inert. Returns what takes it away. */
export function raise(element: HTMLElement): () => void {
  ;[...document.querySelectorAll('dialog:modal')].at(-1)?.append(element)
  return () => element.remove()
}
