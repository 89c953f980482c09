/**
 * The inline half of the chat dialect: `**bold** _italic_ ~~strike~~ ||spoiler|| \`code\``, links, mentions and hashtags.
 *
 * One pass with a stack of open marks; a mark that is never closed stays as it was written. Every mark is pushed
 * and popped at most once and every pattern has a bounded length, so the time is linear in the text's.
 */
import type { Inline } from './ast'

type Wrapper = 'bold' | 'italic' | 'strike' | 'spoiler'
type Open = { kind: Wrapper; mark: string; children: Inline[] }

const MARKS: readonly (readonly [string, Wrapper])[] = [
  ['**', 'bold'],
  ['~~', 'strike'],
  ['||', 'spoiler'],
  ['_', 'italic'],
]

/** Only here something other than text can begin; what stands between is passed over at once. */
const BEGINNING = /[`[<@#*~|_]|https?:/giu
const ADDRESS = /(?<![\p{L}\p{N}_])https?:\/\/[^\s<>"`|*~]{1,2000}/iuy
/** In brackets it is meant to have no preview; they are not drawn. */
const BRACKETED = /<(https?:\/\/[^\s<>"`|*~]{1,2000})>/iuy
const NAMED_LINK = /\[([^\]\n]{1,200})\]\((https?:\/\/[^\s)]{1,2000})\)/iuy
const HOST = /(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,20}/u
/**
 * The server finds by the same rules whom a text mentions: see `contract/richtext.json`. A name is of Cyrillic letters
 * or of none, so that a Russian ending after a Latin name is not part of it.
 */
const MENTION =
  /(?<![\p{L}\p{N}_])@((?=\p{L})(?:[Ѐ-ԯ][Ѐ-ԯ\p{M}\d_.-]{1,31}|[^Ѐ-ԯ](?:(?![Ѐ-ԯ])[\p{L}\p{M}\d_.-]){1,31}))/uy
/** Letters, digits and underscores, at least one of them a letter; `C#`, `&#39;` and `a/#b` have none. */
const HASHTAG =
  /(?<![\p{L}\p{N}#&/])#(?=[\p{N}_]{0,63}\p{L})([\p{L}\p{M}\p{N}_]{1,64})(?![\p{L}\p{M}\p{N}_])/uy
const WORD = /[\p{L}\p{N}_]/u
const SPACE = /\s/u

export function parseInline(text: string): Inline[] {
  return new Parser(text).run()
}

class Parser {
  #at = 0
  #plainFrom = 0
  #noMoreCode = false
  readonly #root: Inline[] = []
  readonly #open: Open[] = []

  constructor(readonly text: string) {}

  run(): Inline[] {
    while (this.#seek()) {
      if (!(this.#code() || this.#link() || this.#mention() || this.#hashtag() || this.#mark())) this.#at++
    }
    this.#flush(this.text.length)
    while (this.#open.length > 0) this.#unwrap()
    return this.#root
  }

  /** Goes on to where a piece may begin; false if there is no such place any more. */
  #seek(): boolean {
    BEGINNING.lastIndex = this.#at
    const found = BEGINNING.exec(this.text)
    if (found) this.#at = found.index
    return found !== null
  }

  get #into(): Inline[] {
    return this.#open.at(-1)?.children ?? this.#root
  }

  /** Ends the plain text at `end` and stores it. */
  #flush(end: number): void {
    if (end > this.#plainFrom) addText(this.#into, this.text.slice(this.#plainFrom, end))
  }

  /** Stores a piece that took `length` characters; plain text, such as an address that leads nowhere, goes on. */
  #take(piece: Inline | string, length: number): true {
    if (typeof piece !== 'string') {
      this.#flush(this.#at)
      this.#into.push(piece)
      this.#plainFrom = this.#at + length
    }
    this.#at += length
    return true
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at
    return pattern.exec(this.text)
  }

  #code(): boolean {
    if (this.text[this.#at] !== '`' || this.#noMoreCode) return false
    const end = this.text.indexOf('`', this.#at + 1)
    if (end < 0) this.#noMoreCode = true
    const code = this.text.slice(this.#at + 1, end)
    if (end < 0 || code === '' || code.includes('\n')) return false
    return this.#take({ t: 'code', text: code }, code.length + 2)
  }

  #link(): boolean {
    const here = this.text[this.#at]
    if (here === '[') {
      const found = this.#match(NAMED_LINK)
      if (!found) return false
      const href = safeHref(found[2] ?? '')
      const [whole] = found
      return this.#take(href ? { t: 'link', href, text: honest(found[1] ?? '', href) } : whole, whole.length)
    }
    if (here === '<') {
      const [whole = '', inside = ''] = this.#match(BRACKETED) ?? []
      const href = safeHref(inside)
      return href !== null && this.#take({ t: 'link', href, text: shown(inside, href) }, whole.length)
    }
    if (here !== 'h' && here !== 'H') return false
    const written = trimEnd(this.#match(ADDRESS)?.[0] ?? '')
    if (written === '') return false
    const href = safeHref(written)
    return this.#take(href ? { t: 'link', href, text: shown(written, href) } : written, written.length)
  }

  #mention(): boolean {
    if (this.text[this.#at] !== '@') return false
    const username = this.#match(MENTION)?.[1]?.replace(/[.-]+$/, '')
    return (
      username !== undefined &&
      username.length > 1 &&
      this.#take({ t: 'mention', username }, username.length + 1)
    )
  }

  #hashtag(): boolean {
    if (this.text[this.#at] !== '#') return false
    // An underscore at the end may close what is slanted.
    const tag = this.#match(HASHTAG)?.[1]?.replace(/_{1,64}$/, '')
    return tag !== undefined && this.#take({ t: 'hashtag', tag }, tag.length + 1)
  }

  #mark(): boolean {
    const found = MARKS.find(([mark]) => this.text.startsWith(mark, this.#at))
    if (!found) return false
    const [mark, kind] = found
    const depth = this.#open.findLastIndex((open) => open.kind === kind)
    if (depth >= 0 && this.#canClose(mark)) return this.#close(depth, mark)
    if (depth < 0 && this.#canOpen(mark)) {
      this.#flush(this.#at)
      this.#at += mark.length
      this.#plainFrom = this.#at
      this.#open.push({ kind, mark, children: [] })
      return true
    }
    this.#at += mark.length
    return true
  }

  #close(depth: number, mark: string): true {
    this.#flush(this.#at)
    while (this.#open.length > depth + 1) this.#unwrap()
    const open = this.#open.pop()
    this.#at += mark.length
    this.#plainFrom = this.#at
    if (open) this.#into.push({ t: open.kind, children: open.children })
    return true
  }

  /** Turns the innermost open mark back into the text it was. */
  #unwrap(): void {
    const open = this.#open.pop()
    if (!open) return
    addText(this.#into, open.mark)
    for (const child of open.children) {
      if (child.t === 'text') addText(this.#into, child.text)
      else this.#into.push(child)
    }
  }

  #canOpen(mark: string): boolean {
    const next = this.text[this.#at + mark.length]
    return next !== undefined && !SPACE.test(next) && !(mark === '_' && (next === '_' || this.#afterWord()))
  }

  #canClose(mark: string): boolean {
    const before = this.text[this.#at - 1]
    const next = this.text[this.#at + mark.length]
    const empty = this.#at === this.#plainFrom && this.#open.at(-1)?.children.length === 0
    if (empty || before === undefined || SPACE.test(before)) return false
    return !(mark === '_' && next !== undefined && WORD.test(next))
  }

  #afterWord(): boolean {
    const before = this.text[this.#at - 1]
    return before !== undefined && WORD.test(before)
  }
}

function addText(to: Inline[], text: string): void {
  const last = to.at(-1)
  if (last?.t === 'text') last.text += text
  else to.push({ t: 'text', text })
}

/** Without the punctuation that ends a sentence, and without a bracket that the address did not open. */
function trimEnd(address: string): string {
  const trimmed = address.replace(/[.,:;!?'»”_]{1,2000}$/u, '')
  return trimmed.endsWith(')') && !trimmed.includes('(') ? trimEnd(trimmed.slice(0, -1)) : trimmed
}

/** The normal form of a web address; null for anything else. */
function safeHref(address: string): string | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null
}

/** What is shown of a bare address: its real host where letters of other alphabets could pretend to be another one. */
function shown(written: string, href: string): string {
  const host = /^https?:\/\/([^/?#]*)/i.exec(written)?.[1] ?? ''
  return /^[\u0000-\u007f]*$/.test(host) ? written : href
}

/** The name of a link, or its address if the name looks like one of another host. */
function honest(name: string, href: string): string {
  const claimed = HOST.exec(name)?.[0].toLowerCase()
  const { hostname } = new URL(href)
  const same = claimed === undefined || claimed === hostname || hostname.endsWith(`.${claimed}`)
  return same ? name : href
}
