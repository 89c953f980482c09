/** A page is told of all that comes with what it will ask for, once, and of nothing that it names itself. */
import type { Rolldown } from 'vite'
import { expect, test } from 'vitest'

import { linkOf, withEarly } from './early.ts'

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
  expect(linkOf('engine.js', chunks, ['door', 'words'], 'preload').split(', ')).toEqual([
    '</early.js>; rel=preload; as=script',
    '</engine.js>; rel=modulepreload; crossorigin',
    ...['</door.js>; rel=modulepreload; crossorigin', '</both.js>; rel=modulepreload; crossorigin'],
    '</words.js>; rel=modulepreload; crossorigin',
    ...['</door.css>; rel=preload; as=style; crossorigin', '</both.css>; rel=preload; as=style; crossorigin'],
  ])
})

test('a module that has become part of another file is missed', () => {
  expect(() => linkOf('engine.js', chunks, ['gone'], 'preload')).toThrow('gone has no file of its own')
})

test('the page is told where its engine and its fonts are, and must be', () => {
  const font = '<link\n  rel="preload"\n  as="font"\n  crossorigin\n  href="/assets/golos.woff2"\n/>\n'
  const page = (script: string) => `<head><link rel="preload" as="style" href="/a.css" />${script}</head>`
  const files = ['assets/all-1.js', 'assets/worker-2.js', 'assets/worker-2.css', 'worker.js']
  expect(withEarly(page(`${font}<script src="/early.js"></script>`), files)).toBe(
    page(
      '<script src="/early.js" data-engine="/assets/worker-2.js" data-fonts="/assets/golos.woff2"></script>',
    ),
  )
  const whole = page(`${font}<script src="/early.js"></script>`)
  expect(() => withEarly(whole, ['assets/all-1.js'])).toThrow('not one engine')
  expect(() => withEarly(whole, [...files, 'assets/worker-3.js'])).toThrow('not one engine')
  expect(() => withEarly(page(font), files)).toThrow('does not load early.js')
  expect(() => withEarly(page('<script src="/early.js"></script>'), files)).toThrow('names no font')
})
