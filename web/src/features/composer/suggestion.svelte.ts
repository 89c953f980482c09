/** The list over the field: which word is being completed, what with, and which row is active. */
import { loadEmoji } from '../../emoji/load'
import type { ChatId, Engine } from '../../engine/rpc'
import { lang } from '../../i18n/language.svelte'
import { Completion, type Choice } from '../../models/Completion.svelte'
import { complete, MOST, tokenAt, type Token } from './completion'
import type { Edit } from '../../richtext/marks'

export class Suggestion {
  active = $state(0)
  #token = $state.raw<Token | null>(null)
  /** Where the word begins whose list was closed with Escape. */
  #closed = -1

  readonly choices = $derived.by((): readonly Choice[] => {
    const token = this.#token
    if (!token) return []
    if (token.kind === 'person')
      return this.completion.people(token.query, MOST, lang.locale, lang.t.composer.everybody)
    return this.completion.emoji(token.query, MOST, lang.locale)
  })

  constructor(readonly completion: Completion) {}

  /** Call when the text or the caret has changed. */
  look(text: string, start: number, end: number): void {
    const token = tokenAt(text, start, end)
    if (token?.from !== this.#closed) this.#closed = -1
    const query = token && `${token.kind} ${token.query}`
    if (query !== (this.#token && `${this.#token.kind} ${this.#token.query}`)) this.active = 0
    this.#token = token && this.#closed < 0 ? token : null
    if (this.#token) this.completion.want(this.#token.kind, this.#token.query)
  }

  close(): void {
    this.#closed = this.#token?.from ?? -1
    this.#token = null
  }

  /** What a key does with the list: chooses a row, moves, closes it; null if the key is not for the list. */
  key({ key, isComposing, shiftKey, ctrlKey }: KeyboardEvent): Edit | 'moved' | null {
    const { length } = this.choices
    if (length === 0 || isComposing || shiftKey || ctrlKey) return null
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      this.active = (this.active + (key === 'ArrowDown' ? 1 : length - 1)) % length
      return 'moved'
    }
    if (key === 'Escape') {
      this.close()
      return 'moved'
    }
    const choice = this.choices[this.active]
    return choice && (key === 'Enter' || key === 'Tab') ? this.take(choice) : null
  }

  /** The edit that writes a choice. */
  take(choice: Choice): Edit | null {
    const token = this.#token
    if (!token) return null
    this.#token = null
    if (token.kind === 'emoji') this.completion.took(choice.text)
    return complete(token, choice.text)
  }
}

/** What completes words in one chat. */
export function suggest(engine: Engine, chat: ChatId, callsAll: () => boolean): Suggestion {
  return new Suggestion(new Completion(engine, chat, loadEmoji, callsAll))
}
