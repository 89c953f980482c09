/** What the browser keeps for this app on this device, and whether it may throw it away. */

const ASKED = 'molva.storage-asked'

class DeviceStorage {
  /** Bytes in use, and bytes allowed; null where the browser does not say. */
  used = $state<number | null>(null)
  allowed = $state<number | null>(null)
  /** Null until it is known, and where the browser has no word for it. */
  persisted = $state<boolean | null>(null)

  get #manager(): StorageManager | undefined {
    return (navigator as Partial<Navigator>).storage
  }

  /** Asks the browser how things stand. */
  async look(): Promise<void> {
    const [estimate, persisted] = await Promise.all([
      this.#manager?.estimate().catch(() => undefined),
      this.#manager?.persisted().catch(() => undefined),
    ])
    this.used = estimate?.usage ?? null
    this.allowed = estimate?.quota ?? null
    this.persisted = persisted ?? null
  }

  /** Asks the browser to keep what is stored; some ask the reader. */
  async persist(): Promise<boolean> {
    this.persisted = (await this.#manager?.persist().catch(() => false)) ?? null
    return this.persisted === true
  }

  /** Asks once on this device, when there is something that must not be lost. */
  async keep(): Promise<void> {
    if (localStorage.getItem(ASKED) !== null) return
    localStorage.setItem(ASKED, '1')
    await this.persist()
  }
}

export const storage = new DeviceStorage()
