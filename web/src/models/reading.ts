/** When what is on screen counts as read: after it stood there for a moment, while the page was looked at. */

const STAYS_MS = 300
const AGAIN = ['focus', 'focusin', 'visibilitychange'] as const

export class Reading {
  #seen: string | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  /**
   * @param looked is the page looked at now?
   * @param earlier which of two messages comes first in the chat
   * @param read hears of the last message that was read
   */
  constructor(
    readonly looked: () => boolean,
    readonly earlier: (one: string, other: string) => string,
    readonly read: (id: string) => void,
  ) {}

  /** Call after each scroll and change, with the last message whose end is on screen. */
  sees(id: string | null): void {
    this.#seen = id
    this.look()
  }

  /** Waits for the moment to pass, if the page is looked at. */
  look(): void {
    const from = this.#seen
    if (this.#timer !== undefined || from === null || !this.looked()) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      const now = this.#seen
      if (now === null || !this.looked()) return
      this.read(this.earlier(from, now))
      if (now !== from) this.look()
    }, STAYS_MS)
  }

  /** Looks again when the page may be looked at again: an overlay that closes gives the focus back. Returns the end. */
  watch(page: EventTarget): () => void {
    const look = () => this.look()
    for (const event of AGAIN) page.addEventListener(event, look)
    return () => {
      for (const event of AGAIN) page.removeEventListener(event, look)
      clearTimeout(this.#timer)
    }
  }
}
