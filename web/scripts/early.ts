/**
 * Vite plugin: tells the page's early script where the engine and the fonts are; and writes beside the client, as `Link`
 * headers (RFC 8288), what a page loads first: for somebody who has signed in and for somebody who has not, in each
 * language. The page itself finds out later, step by step, who is there and
 * which words they read; the server sees a cookie and the browser's language at once.
 */
import type { Plugin, Rolldown } from 'vite'

import { DOOR, INSIDE, WORDS } from './chunks.ts'

const FILE = '.early'

export function early(): Plugin {
  return {
    name: 'early',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle }) => withEarly(html, Object.keys(bundle ?? {})),
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const engine = engineOf(Object.keys(bundle))
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
        const table = Object.fromEntries(
          Object.entries(WORDS).map(([locale, { first, door }]) => [
            locale,
            {
              inside: linkOf(engine, chunks, [INSIDE, first], 'preload'),
              // Who has been asked in by a link stands at another door, and browsers complain of what is preloaded in vain.
              outside: linkOf(engine, chunks, [DOOR, first, door], 'prefetch'),
            },
          ]),
        )
        this.emitFile({ type: 'asset', fileName: FILE, source: JSON.stringify(table) })
      },
    },
  }
}

const SCRIPT = '<script src="/early.js"'

const FONT = /<link\s+rel="preload"\s+as="font"[^>]*\shref="([^"]+)"\s*\/?>\s*/g

/** The page, whose early script knows which of the files are the engine and the fonts; it alone asks for them early. */
export function withEarly(html: string, files: readonly string[]): string {
  if (!html.includes(SCRIPT)) throw new Error('the page does not load early.js')
  const fonts = [...html.matchAll(FONT)].map(([, href]) => href)
  if (fonts.length === 0) throw new Error('the page names no font')
  const data = `data-engine="/${engineOf(files)}" data-fonts="${fonts.join(' ')}"`
  return html.replace(FONT, '').replace(SCRIPT, `${SCRIPT} ${data}`)
}

function engineOf(files: readonly string[]): string {
  const [engine, second] = files.filter((name) => /^assets\/worker-[^/]+\.js$/.test(name))
  if (!engine || second) throw new Error('the build has not one engine')
  return engine
}

/** What the modules come with, beside what the page itself names because all begin with it. */
export function linkOf(
  engine: string,
  chunks: readonly Rolldown.OutputChunk[],
  modules: readonly string[],
  styling: 'preload' | 'prefetch',
): string {
  const comingWith = (chunk: Rolldown.OutputChunk, found = new Set<Rolldown.OutputChunk>()) => {
    if (found.has(chunk)) return found
    found.add(chunk)
    for (const next of chunks) if (chunk.imports.includes(next.fileName)) comingWith(next, found)
    return found
  }
  const named = new Set(chunks.filter(({ isEntry }) => isEntry).flatMap((entry) => [...comingWith(entry)]))
  const wanted = modules.flatMap((id) => {
    const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId === id)
    if (!chunk) throw new Error(`${id} has no file of its own`)
    return [...comingWith(chunk)]
  })
  const first = [...new Set(wanted)].filter((chunk) => !named.has(chunk))
  // Asked for before all else: what these do has the longest way to go.
  const early = ['</early.js>; rel=preload; as=script', `</${engine}>; rel=modulepreload; crossorigin`]
  const scripts = first.map(({ fileName }) => `</${fileName}>; rel=modulepreload; crossorigin`)
  const styles = first.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])])
  return [
    ...early,
    ...scripts,
    ...styles.map((name) => `</${name}>; rel=${styling}; as=style; crossorigin`),
  ].join(', ')
}
