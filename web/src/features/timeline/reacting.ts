/** Saying with an emoji what one thinks of a message: the few that are offered, and the way to all others. */
import { emojiChoice } from '../../emoji/choice.svelte'
import { emojiPicker } from '../../emoji/picker.svelte'
import type { MessageRow } from '../../engine/rpc'
import { lang } from '../../i18n/language.svelte'
import type { MenuSign } from '../../ui/menu.svelte'
import type { Deeds } from './actions'

/** Emoji that are offered at once; the digits stand for them. */
const QUICK = 6

const isMine = (row: MessageRow, emoji: string): boolean =>
  row.reactions?.some((one) => one.mine && one.emoji === emoji) ?? false

export class Reacting {
  /**
   * @param may may this person write here
   * @param element where a message is drawn
   */
  constructor(
    readonly may: () => boolean,
    readonly deeds: () => Pick<Deeds, 'react'>,
    readonly element: (key: string) => Element | null | undefined,
  ) {}

  /** Has the message reached the server, and may this person say what they think of it? */
  open(row: MessageRow): boolean {
    return this.may() && !row.deleted && !['sending', 'queued', 'failed'].includes(row.state ?? '')
  }

  /** Puts an emoji there, or takes back one's own. */
  toggle(row: MessageRow, emoji: string): void {
    this.deeds().react(row, emoji, !isMine(row, emoji))
  }

  /** What a digit does on this message. */
  digit(code: string, row: MessageRow): { action: () => void } | undefined {
    const at = Number(/^Digit([1-6])$/.exec(code)?.[1]) - 1
    const emoji = this.open(row) ? emojiChoice().recent.slice(0, QUICK)[at] : undefined
    return emoji === undefined ? undefined : { action: () => this.toggle(row, emoji) }
  }

  /** The emoji above the items of a message's menu. */
  signs(row: MessageRow): MenuSign[] {
    if (!this.open(row)) return []
    const { message } = lang.t
    const offered = emojiChoice().recent.slice(0, QUICK)
    return [
      ...offered.map((sign) => {
        const action = () => this.toggle(row, sign)
        return { sign, label: message.react(sign), on: isMine(row, sign), action }
      }),
      { sign: { icon: 'plus' }, label: message.more_emoji, on: false, action: () => this.#pick(row) },
    ]
  }

  #pick(row: MessageRow): void {
    const anchor = this.element(row.key)?.querySelector('.bubble')
    if (!anchor) return
    emojiPicker.show(anchor, (emoji) => {
      emojiPicker.close()
      this.deeds().react(row, emoji, true)
    })
  }
}
