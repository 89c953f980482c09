/** What a screen reader is told of new messages: one sentence a second; what comes more quickly is counted. */

const GAP_MS = 1_000

class Announcer {
  text = $state('')
  #waiting: string[] = []
  #timer: ReturnType<typeof setTimeout> | undefined

  /** @param many says how many there are, where it is more than one */
  arrived(sentences: readonly string[], many: (n: number) => string): void {
    this.#waiting.push(...sentences)
    if (this.#timer === undefined) this.#say(many)
  }

  #say(many: (n: number) => string): void {
    const [first, ...more] = this.#waiting
    this.#waiting = []
    const said = first === undefined ? '' : more.length > 0 ? many(more.length + 1) : first
    // Of two equal sentences one after the other only the first would be told.
    this.text = said !== '' && said === this.text ? `${said}\u00a0` : said
    this.#timer = first === undefined ? undefined : setTimeout(() => this.#say(many), GAP_MS)
  }
}

export const announcer = new Announcer()
