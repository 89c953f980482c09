/** What a message's text means: blocks of inline pieces, never HTML. */

export type Inline =
  | { t: 'text'; text: string }
  | { t: 'bold'; children: Inline[] }
  | { t: 'italic'; children: Inline[] }
  | { t: 'strike'; children: Inline[] }
  | { t: 'spoiler'; children: Inline[] }
  | { t: 'code'; text: string }
  /** `href` is http or https; `text` is what was written, or the address where that could pretend to be another one. */
  | { t: 'link'; href: string; text: string }
  | { t: 'mention'; username: string }
  /** As it was written, without the `#`. */
  | { t: 'hashtag'; tag: string }

export type Block =
  | { t: 'paragraph'; children: Inline[] }
  | { t: 'quote'; children: Inline[] }
  | { t: 'fence'; language: string; text: string }
  | { t: 'list'; ordered: boolean; items: Inline[][] }
