/** The stack of what lies over the page: Esc and Back close the top one first. */

const stack: (() => void)[] = []

export const overlays = {
  get open(): boolean {
    return stack.length > 0
  },

  /** Puts an overlay on top. Returns what must be called when it is gone. */
  add(close: () => void): () => void {
    stack.push(close)
    return () => {
      const at = stack.indexOf(close)
      if (at >= 0) stack.splice(at, 1)
    }
  },

  /** Closes the top overlay; false if there was none. */
  closeTop(): boolean {
    const close = stack.pop()
    close?.()
    return close !== undefined
  },
}

/** Moves an element into the open dialog, if there is one: everything outside of it is inert. Returns what takes it away. */
export function raise(element: HTMLElement): () => void {
  ;[...document.querySelectorAll('dialog:modal')].at(-1)?.append(element)
  return () => element.remove()
}
