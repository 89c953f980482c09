/** Which link of a text gets a preview: the server finds it by the same rules (`contract/previews.json`). */

/** Where the link stands; offsets are UTF-16 units. */
export type Previewed = Readonly<{ url: string; from: number; to: number }>

const FENCE = /^```[\w+#.-]{0,20}\s*$/
const FENCE_END = /^```\s*$/
const PIECE =
  /`[^`]+`|\[[^\]]{1,200}\]\(https?:\/\/[^\s)]{1,2000}\)|(?<![\p{L}\p{N}_])https?:\/\/[^\s<>"`|*~]{1,2000}/giu

/** The first address that is written out: not in code, in a spoiler, in angle brackets or behind a name. */
export function previewed(text: string): Previewed | null {
  if (!text.includes('://')) return null
  const lines = text.split('\n')
  const open = openLines(lines)
  const veils: number[] = []
  let start = 0
  for (const [at, line] of lines.entries()) {
    if (open[at]) veils.push(...[...line.matchAll(/\|\|/g)].map(({ index }) => start + index))
    start += line.length + 1
  }
  const [first = Infinity, last = -1] = [veils[0], veils.at(-1)]
  start = 0
  for (const [at, line] of lines.entries()) {
    for (const { 0: written, index } of open[at] ? line.matchAll(PIECE) : []) {
      const url = /^h/i.test(written) ? trimmed(written) : ''
      const bracketed = line[index - 1] === '<' && line[index + written.length] === '>'
      const from = start + index
      if (url !== '' && !bracketed && !(first < from && from < last)) {
        return { url, from, to: from + url.length }
      }
    }
    start += line.length + 1
  }
  return null
}

/** Which lines are not fenced code; a fence that is never closed is a line like others. */
function openLines(lines: readonly string[]): boolean[] {
  const end = lines.findLastIndex((line) => FENCE_END.test(line))
  let inside = false
  return lines.map((line, at) => {
    if (inside) {
      inside = !FENCE_END.test(line)
      return false
    }
    inside = at < end && FENCE.test(line)
    return !inside
  })
}

/** Without the punctuation that ends a sentence, and without a bracket that the address did not open. */
function trimmed(written: string): string {
  const url = written.replace(/[.,:;!?'»”_]+$/u, '')
  if (url.endsWith(')') && !url.includes('(')) return trimmed(url.slice(0, -1))
  return /:\/\/./.test(url) ? url : ''
}
