/** The version of the client: notices that a newer one is here, and changes to it when the reader says so. */

/** How often a page that stays open asks for a newer version, milliseconds. */
const ASK_EVERY = 60 * 60_000

/** What is being written in this tab and may be stored nowhere yet. */
const writing = () => [...document.querySelectorAll('textarea')].some((field) => field.value.trim() !== '')

class Release {
  /** A newer version is here and waits for the reader. */
  ready = $state(false)
  /** The reader wants it; the browser lets the old one come to rest first. */
  coming = $state(false)
  #registration: ServiceWorkerRegistration | null = null
  /** The service worker's address, while there is none and it is not asked for yet. */
  #later: string | null = null

  /**
   * Keeps the client on this device; `address` is the service worker's. Without a safe origin there is none. The first
   * time it waits for `check`: all that is fetched for later must not hold up what is needed now.
   */
  start(address: string): void {
    const container = (navigator as Partial<Navigator>).serviceWorker
    if (container?.controller) addEventListener('load', () => void this.#start(container, address))
    else if (container) this.#later = address
  }

  async #start(container: ServiceWorkerContainer, address: string): Promise<void> {
    // The first version of all takes over a page that runs it already.
    let replaces = container.controller !== null
    container.addEventListener('controllerchange', () => {
      if (replaces) this.#changed()
      replaces = true
    })
    const registration = await container.register(address, { updateViaCache: 'none' }).catch(() => null)
    if (!registration) return
    this.#registration = registration
    this.#found(registration)
    registration.addEventListener('updatefound', () => this.#watch(registration))
    if (registration.installing) this.#watch(registration)
    setInterval(() => this.check(), ASK_EVERY)
  }

  /** Asks the server for a newer version; call when everything has come that was waited for. */
  check(): void {
    const address = this.#later
    this.#later = null
    if (address !== null) void this.#start(navigator.serviceWorker, address)
    else this.#registration?.update().catch(() => {})
  }

  /** The reader wants the newer version, now. */
  change(): void {
    this.coming = true
    const waiting = this.#registration?.waiting
    if (waiting) waiting.postMessage('take-over')
    else location.reload()
  }

  /** This version cannot talk to the server any more: fetches the one that can, past everything that is kept here. */
  async renew(): Promise<void> {
    const registration = this.#registration
    await registration?.update().catch(() => {})
    const newer = registration?.waiting ?? registration?.installing
    if (!newer) {
      await registration?.unregister()
      location.reload()
    } else if (newer.state === 'installed') this.change()
    else newer.addEventListener('statechange', () => this.change(), { once: true })
  }

  #watch(registration: ServiceWorkerRegistration): void {
    const newer = registration.installing
    newer?.addEventListener('statechange', () => this.#found(registration))
  }

  #found(registration: ServiceWorkerRegistration): void {
    if (registration.waiting && navigator.serviceWorker.controller) this.ready = true
  }

  /** Another version answers from now on. Only a page that loses nothing by it begins anew without being asked. */
  #changed(): void {
    if (this.coming || !writing()) location.reload()
    else this.ready = true
  }
}

export const release = new Release()
