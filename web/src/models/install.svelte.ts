/** Installing the app: the browser offers it once, and the offer is kept until the reader wants it. */

/** Chromium's event; its shape is in no standard library. */
interface Offer extends Event {
  prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>
}

const DECLINED = 'molva.install-declined'

class Install {
  #offer = $state.raw<Offer | null>(null)
  #declined = $state(false)
  /** It runs as an app already. */
  installed = $state(false)

  /** Begins to listen; the browser makes its offer soon after the page is there. */
  start(): void {
    this.installed = matchMedia('(display-mode: standalone)').matches
    this.#declined = localStorage.getItem(DECLINED) !== null
    addEventListener('beforeinstallprompt', (event) => {
      event.preventDefault()
      this.#offer = event as Offer
    })
    addEventListener('appinstalled', () => {
      this.#offer = null
      this.installed = true
    })
  }

  /** The browser would install it now. */
  get possible(): boolean {
    return this.#offer !== null
  }

  /** Worth a line in the list of chats: possible, and not declined before. */
  get offered(): boolean {
    return this.possible && !this.#declined
  }

  async run(): Promise<void> {
    const offer = this.#offer
    this.#offer = null
    await offer?.prompt()
  }

  decline(): void {
    this.#declined = true
    localStorage.setItem(DECLINED, '1')
  }
}

export const install = new Install()
