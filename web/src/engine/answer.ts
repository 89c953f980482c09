/** Answers what the page asks; how each question is answered is loaded with the first one. */
import { Refusal } from './net/failure'
import type { Office } from './office'
import type { Answer, QuestionName, Questions } from './rpc'

/** Answers a question; what goes wrong is an answer too. */
export async function answer<N extends QuestionName>(
  office: Office,
  name: N,
  ask: Questions[N]['ask'],
): Promise<Answer<N>> {
  try {
    const { handlers } = await import('./questions')
    return { ok: true, value: await handlers[name](office, ask) }
  } catch (reason) {
    if (!(reason instanceof Refusal)) return { ok: false, code: 'offline', params: {}, retryAfter: null }
    return { ok: false, code: reason.code, params: reason.params, retryAfter: reason.retryAfterMs }
  }
}
