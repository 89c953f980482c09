/** One attempt to get in: busy while it lasts, then errors by field, and a pause where the server asks for one. */
import type { Answer, QuestionName } from '../engine/rpc'
import { lang } from '../i18n/language.svelte'

/** Which field a code of the catalogue belongs to; the others concern the whole form. */
const FIELD: Record<string, string> = {
  username_taken: 'username',
  invalid_username: 'username',
  weak_password: 'password',
  wrong_password: 'current',
  invalid_name: 'name',
  invite_required: 'invite',
  invite_not_found: 'invite',
}

export class Attempt {
  busy = $state(false)
  errors = $state.raw<Readonly<Record<string, string>>>({})
  /** Seconds until the next attempt is allowed. */
  wait = $state(0)
  #timer: ReturnType<typeof setInterval> | undefined

  /** What concerns the whole form. */
  get message(): string | null {
    return this.wait > 0 ? lang.t.auth.wait(this.wait) : (this.errors.form ?? null)
  }

  /** Runs the request unless a check already found errors; true if it succeeded. */
  async run<N extends QuestionName>(
    errors: Readonly<Record<string, string | null>>,
    request: () => Promise<Answer<N>>,
  ): Promise<boolean> {
    this.errors = Object.fromEntries(
      Object.entries(errors).filter((entry): entry is [string, string] => entry[1] !== null),
    )
    if (Object.keys(this.errors).length > 0 || this.wait > 0 || this.busy) return false
    this.busy = true
    const answer = await request()
    this.busy = false
    if (answer.ok) return true
    this.errors = { [FIELD[answer.code] ?? 'form']: lang.t.errors.say(answer.code, answer.params) }
    if (answer.code === 'too_many_requests' && answer.retryAfter !== null)
      this.#pause(answer.retryAfter / 1_000)
    return false
  }

  close(): void {
    clearInterval(this.#timer)
  }

  #pause(seconds: number): void {
    this.wait = Math.ceil(seconds)
    clearInterval(this.#timer)
    this.#timer = setInterval(() => {
      this.wait -= 1
      if (this.wait <= 0) clearInterval(this.#timer)
    }, 1_000)
  }
}
