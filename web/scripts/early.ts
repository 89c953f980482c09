/**
 * Vite plugin: tells the page where its engine is, so that this is started before the page's own code has come; and
 * writes beside the client, as `Link` headers (RFC 8288), what a page loads first: for somebody who has signed
 * in and for somebody who has not, in each language. The page itself finds out later, step by step, who is there and
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
      handler: (html, { bundle }) => withEngine(html, Object.keys(bundle ?? {})),
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
        const table = Object.fromEntries(
          Object.entries(WORDS).map(([locale, { first, door }]) => [
            locale,
            {
              inside: linkOf(chunks, [INSIDE, first], 'preload'),
              // Who has been asked in by a link stands at another door, and browsers complain of what is preloaded in vain.
              outside: linkOf(chunks, [DOOR, first, door], 'prefetch'),
            },
          ]),
        )
        this.emitFile({ type: 'asset', fileName: FILE, source: JSON.stringify(table) })
      },
    },
  }
}

const SCRIPT = '<script src="/early.js"'

/** The page, whose early script knows which of the files is the engine. */
export function withEngine(html: string, files: readonly string[]): string {
  const [engine, second] = files.filter((name) => /^assets\/worker-[^/]+\.js$/.test(name))
  if (!engine || second) throw new Error('the build has not one engine')
  if (!html.includes(SCRIPT)) throw new Error('the page does not load early.js')
  return html.replace(SCRIPT, `${SCRIPT} data-engine="/${engine}"`)
}

/** What the modules come with, beside what the page itself names because all begin with it. */
export function linkOf(
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
  const scripts = first.map(({ fileName }) => `</${fileName}>; rel=modulepreload; crossorigin`)
  const styles = first.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])])
  return [...scripts, ...styles.map((name) => `</${name}>; rel=${styling}; as=style; crossorigin`)].join(', ')
}
