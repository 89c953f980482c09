/** What a refusal does where there is no field to show it at: it is told in a toast. */
import type { Answer, QuestionName } from '../engine/rpc'
import { lang } from '../i18n/language.svelte'
import { toasts } from '../ui/toasts.svelte'

/** Tells why a question was refused; true if it was. */
export function refused<N extends QuestionName>(answer: Answer<N>): boolean {
  if (answer.ok) return false
  void lang.whole().then(() => toasts.show(lang.t.errors.say(answer.code, answer.params)))
  return true
}
