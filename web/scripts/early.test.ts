/** A page is told of all that comes with what it will ask for, once, and of nothing that it names itself. */
import type { Rolldown } from 'vite'
import { expect, test } from 'vitest'

import { linkOf, withEngine } from './early.ts'

function chunk(name: string, imports: string[], more: { entry?: boolean; css?: string[] } = {}) {
  return {
    fileName: `${name}.js`,
    facadeModuleId: name,
    isEntry: more.entry ?? false,
    imports: imports.map((each) => `${each}.js`),
    viteMetadata: { importedCss: new Set(more.css) },
  } as unknown as Rolldown.OutputChunk
}

const chunks = [
  chunk('boot', ['all'], { entry: true, css: ['boot.css'] }),
  chunk('all', [], { css: ['all.css'] }),
  chunk('door', ['both', 'all'], { css: ['door.css'] }),
  // One that imports its importer, as modules may.
  chunk('both', ['door'], { css: ['both.css'] }),
  chunk('words', ['both']),
  chunk('settings', []),
]

test('what comes with the modules', () => {
  expect(linkOf(chunks, ['door', 'words'], 'preload').split(', ')).toEqual([
    ...['</door.js>; rel=modulepreload; crossorigin', '</both.js>; rel=modulepreload; crossorigin'],
    '</words.js>; rel=modulepreload; crossorigin',
    ...['</door.css>; rel=preload; as=style; crossorigin', '</both.css>; rel=preload; as=style; crossorigin'],
  ])
})

test('a module that has become part of another file is missed', () => {
  expect(() => linkOf(chunks, ['gone'], 'preload')).toThrow('gone has no file of its own')
})

test('the page is told where its engine is, and must be', () => {
  const page = '<head><script src="/early.js"></script></head>'
  const files = ['assets/all-1.js', 'assets/worker-2.js', 'assets/worker-2.css', 'worker.js']
  expect(withEngine(page, files)).toBe(
    '<head><script src="/early.js" data-engine="/assets/worker-2.js"></script></head>',
  )
  expect(() => withEngine(page, ['assets/all-1.js'])).toThrow('not one engine')
  expect(() => withEngine(page, [...files, 'assets/worker-3.js'])).toThrow('not one engine')
  expect(() => withEngine('<head></head>', files)).toThrow('does not load early.js')
})
