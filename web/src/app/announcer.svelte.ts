/** What a screen reader is told: at most one sentence in two seconds, the latest wins. */

const GAP_MS = 2_000

class Announcer {
  text = $state('')
  #next: string | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  say(text: string): void {
    if (this.#timer !== undefined) {
      this.#next = text
      return
    }
    this.text = text
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      const next = this.#next
      this.#next = null
      if (next !== null) this.say(next)
    }, GAP_MS)
  }
}

export const announcer = new Announcer()
