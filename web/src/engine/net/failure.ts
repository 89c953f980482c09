/** Why a call brought no result: the server refused it, or no answer came. */
import type { Error as WireError } from '../../api/schema'

/** A refusal from the catalogue: the call had no effect. */
export class Refusal extends Error {
  readonly code: string
  /** The same call may succeed later unchanged. */
  readonly retry: boolean
  readonly retryAfterMs: number | null
  readonly params: Readonly<Record<string, string | number>>

  constructor(error: WireError) {
    super(error.message)
    this.code = error.code
    this.retry = error.retry ?? false
    this.retryAfterMs = error.retry_after_ms ?? null
    this.params = error.params ?? {}
  }

  /** The session is over: nothing will succeed until somebody signs in. */
  get signedOut(): boolean {
    return this.code === 'session_ended' || this.code === 'not_signed_in'
  }
}

/** No answer came; whether the call took effect is open, so it is repeated under the same id. */
export class Unanswered extends Error {}
