/** Short notices: one at a time, five seconds, ten with an action; one that is held comes back when the others are gone. */

export type Toast = Readonly<{ text: string; action?: { label: string; run: () => void } }>

const MS = 5_000
const ACTION_MS = 10_000

class Toasts {
  #held = $state.raw<Toast | null>(null)
  #passing = $state.raw<Toast | null>(null)
  #timer: ReturnType<typeof setTimeout> | undefined

  get shown(): Toast | null {
    return this.#passing ?? this.#held
  }

  show(text: string, action?: Toast['action']) {
    this.#passing = action ? { text, action } : { text }
    this.resume()
  }

  /** Stands until its action is chosen. */
  hold(toast: Toast | null) {
    this.#held = toast
  }

  close() {
    clearTimeout(this.#timer)
    if (this.#passing) this.#passing = null
    else this.#held = null
  }

  /** While the pointer or the focus is on a toast, it stays. */
  pause() {
    clearTimeout(this.#timer)
  }

  resume() {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => (this.#passing = null), this.#passing?.action ? ACTION_MS : MS)
  }
}

export const toasts = new Toasts()
