/** Which emoji this person takes: the latest ones and the skin tone, kept on this device. */
import type { Keep } from '../models/Settings.svelte'
import type { Emoji } from './data'
import { toned, type Tone } from './tone'

const RECENT = 'molva.emoji'
const TONE = 'molva.emoji-tone'
const MOST = 32
/** What is offered before anything was chosen. */
const FIRST = ['👍', '❤️', '😂', '🔥', '😮', '😢', '🙏', '🎉']

export class EmojiChoice {
  recent = $state.raw<readonly string[]>(FIRST)
  tone = $state<Tone>(0)

  constructor(readonly keep: Pick<Keep, 'getItem' | 'setItem'>) {
    const kept = keep.getItem(RECENT)?.split(' ').filter(Boolean) ?? []
    this.recent = [...kept, ...FIRST.filter((emoji) => !kept.includes(emoji))].slice(0, MOST)
    const tone = Number(keep.getItem(TONE))
    this.tone = ([1, 2, 3, 4, 5] as const).find((known) => known === tone) ?? 0
  }

  /** An emoji as this person likes it. */
  shown({ emoji, toned: has }: Pick<Emoji, 'emoji' | 'toned'>): string {
    return has ? toned(emoji, this.tone) : emoji
  }

  /** Remembers what was taken. */
  took(emoji: string): void {
    this.recent = [emoji, ...this.recent.filter((known) => known !== emoji)].slice(0, MOST)
    this.keep.setItem(RECENT, this.recent.join(' '))
  }

  setTone(tone: Tone): void {
    this.tone = tone
    this.keep.setItem(TONE, String(tone))
  }
}

let own: EmojiChoice | undefined

/** The choice of this device. */
export function emojiChoice(): EmojiChoice {
  own ??= new EmojiChoice(localStorage)
  return own
}

/** Whoever signs in next on this device has not chosen anything yet. */
export function forgetChoice(keep: Pick<Keep, 'removeItem'> = localStorage): void {
  own = undefined
  for (const name of [RECENT, TONE]) keep.removeItem(name)
}
