/**
 * Vite plugin: writes beside the client, as a `Link` header (RFC 8288), what a page loads first if it belongs to somebody
 * who has signed in. The page itself finds out later, when its engine has asked; the server sees a cookie at once.
 */
import type { Plugin, Rolldown } from 'vite'

import { INSIDE } from './chunks.ts'

const FILE = '.early'

export function early(): Plugin {
  return {
    name: 'early',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        this.emitFile({ type: 'asset', fileName: FILE, source: linkOf(bundle) })
      },
    },
  }
}

function linkOf(bundle: Rolldown.OutputBundle): string {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
  const inside = chunks.find(({ facadeModuleId }) => facadeModuleId === INSIDE)
  if (!inside) throw new Error(`${INSIDE} has no file of its own`)
  const comingWith = (chunk: Rolldown.OutputChunk, found = new Set<Rolldown.OutputChunk>()) => {
    if (found.has(chunk)) return found
    found.add(chunk)
    for (const next of chunks) if (chunk.imports.includes(next.fileName)) comingWith(next, found)
    return found
  }
  // The page itself names what all begin with.
  const named = new Set(chunks.filter(({ isEntry }) => isEntry).flatMap((entry) => [...comingWith(entry)]))
  const early = [...comingWith(inside)].filter((chunk) => !named.has(chunk))
  const scripts = early.map(({ fileName }) => `</${fileName}>; rel=modulepreload; crossorigin`)
  const styles = early.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])])
  return [...scripts, ...styles.map((name) => `</${name}>; rel=preload; as=style; crossorigin`)].join(', ')
}
