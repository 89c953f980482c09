/** Short notices: one at a time, five seconds, ten with an action. */

export type Toast = Readonly<{ text: string; action?: { label: string; run: () => void } }>

const MS = 5_000
const ACTION_MS = 10_000

class Toasts {
  shown = $state.raw<Toast | null>(null)
  #timer: ReturnType<typeof setTimeout> | undefined

  show(text: string, action?: Toast['action']) {
    this.shown = action ? { text, action } : { text }
    this.resume()
  }

  close() {
    clearTimeout(this.#timer)
    this.shown = null
  }

  /** While the pointer or the focus is on a toast, it stays. */
  pause() {
    clearTimeout(this.#timer)
  }

  resume() {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => (this.shown = null), this.shown?.action ? ACTION_MS : MS)
  }
}

export const toasts = new Toasts()
