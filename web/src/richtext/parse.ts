/**
 * The chat dialect: paragraphs in which a newline is a newline, `> quotes`, `- lists`, `1. lists` and fenced code.
 * Linear in the text's length; there is no text that it refuses.
 */
import type { Block, Inline } from './ast'
import { parseInline } from './inline'

type Kind = 'paragraph' | 'quote' | 'bullets' | 'numbers'

const QUOTE = /^> ?/
const BULLET = /^[-•] (?=\S)/
const NUMBER = /^\d{1,4}[.)] (?=\S)/
/** More marks on one letter than any script has: they would paint over the lines around. */
const PILE = /(\p{Mn}{6})\p{Mn}+/gu
const FENCE = /^```([\w+#.-]{0,20})\s*$/

/** What was read last: a message is drawn and put into words for a screen reader one after the other. */
let last: { text: string; blocks: readonly Block[] } = { text: '', blocks: [] }

export function parse(text: string): readonly Block[] {
  if (text !== last.text) last = { text, blocks: read(text) }
  return last.blocks
}

function read(text: string): Block[] {
  const lines = text.replaceAll('\r\n', '\n').replace(PILE, '$1').split('\n')
  const lastFence = lines.findLastIndex((line) => FENCE.test(line))
  const blocks: Block[] = []
  let at = 0
  while (at < lines.length) {
    const fence = at < lastFence ? FENCE.exec(lines[at] ?? '') : null
    if (fence) {
      let end = at + 1
      while (!/^```\s*$/.test(lines[end] ?? '```')) end++
      if (end < lines.length) {
        blocks.push({ t: 'fence', language: fence[1] ?? '', text: lines.slice(at + 1, end).join('\n') })
        at = end + 1
        continue
      }
      // The rest has no closing fence either, so it is not looked for again.
      blocks.push(...runs(lines.slice(at)))
      break
    }
    let end = at + 1
    while (end < lines.length && !(end < lastFence && FENCE.test(lines[end] ?? ''))) end++
    blocks.push(...runs(lines.slice(at, end)))
    at = end
  }
  return blocks
}

function kindOf(line: string): Kind {
  if (QUOTE.test(line)) return 'quote'
  if (BULLET.test(line)) return 'bullets'
  return NUMBER.test(line) ? 'numbers' : 'paragraph'
}

/** Joins neighbouring lines of one kind into a block. */
function runs(lines: string[]): Block[] {
  const blocks: Block[] = []
  for (let at = 0; at < lines.length;) {
    const kind = kindOf(lines[at] ?? '')
    let end = at + 1
    while (end < lines.length && kindOf(lines[end] ?? '') === kind) end++
    const block = build(kind, lines.slice(at, end))
    if (block) blocks.push(block)
    at = end
  }
  return blocks
}

function build(kind: Kind, lines: string[]): Block | null {
  if (kind === 'quote')
    return { t: 'quote', children: inline(lines.map((line) => line.replace(QUOTE, '')).join('\n')) }
  if (kind === 'bullets')
    return { t: 'list', ordered: false, items: lines.map((line) => inline(line.replace(BULLET, ''))) }
  if (kind === 'numbers')
    return { t: 'list', ordered: true, items: lines.map((line) => inline(line.replace(NUMBER, ''))) }
  const text = lines.join('\n').replace(/^\n+/, '').trimEnd()
  return text === '' ? null : { t: 'paragraph', children: inline(text) }
}

function inline(text: string): Inline[] {
  return parseInline(text)
}
