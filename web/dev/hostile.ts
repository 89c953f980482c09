/** The small world again, with names and texts that somebody made to break it. */
import type { ChatRow, MemberRow, MessageRow, TimelineRow } from '../src/engine/rpc'
import { TEXTS } from './vectors'
import { chats as calmChats, members as calmMembers, rows as calmRows } from './world'

export const HOSTILE: readonly string[] = [
  'photo\u202Egpj.exe',
  '\u2067\u202E\u2066 left and right \u202E and never back',
  `z${'\u0336\u0489\u0310\u0333'.repeat(60)}algo`,
  '😀'.repeat(4_000),
  '['.repeat(16_000),
  'javascript:alert(document.domain)',
  '[click](javascript:alert(1)) [data](data:text/html,<script>alert(1)</script>)',
  '<img src=x onerror=alert(1)><script>alert(1)</script><svg onload=alert(1)>',
  '"\'><iframe src="https://evil.example/"></iframe>{{7*7}}${7*7}',
  '![](https://evil.example/pixel.png) [bank.example](https://evil.example/login)',
  'one \ud83d half \udc00 pair',
  'nul \u0000 bell \u0007 bom \ufeff',
  'W'.repeat(4_000),
  '\n'.repeat(300) + 'the end',
  '```\n' + 'x'.repeat(2_000) + '\n```',
  '> '.repeat(500),
  '||' + '**_~~'.repeat(900),
  'https://xn--80ak6aa92e.com/ and https://аррӏе.com/ and http://a@b@evil.example/',
  '👨‍👩‍👧‍👦\u200d\u200d\u200d🏳️\u200d\u200d⚧️',
  '﷽'.repeat(40),
  ...TEXTS,
]

const nth = (i: number) => HOSTILE[i % HOSTILE.length] ?? ''
const model = calmRows.find((row): row is MessageRow => row.kind === 'message')

export const rows: TimelineRow[] = HOSTILE.flatMap((text, i): TimelineRow[] => {
  if (!model) return []
  const quote = { id: model.key, from: model.from, name: nth(i + 1), text: nth(i + 2), deleted: false }
  const placed = { ...model, pos: i + 1, name: nth(i), text, group: 3 } as const
  return [
    { ...placed, key: `theirs-${String(i)}` },
    { ...placed, key: `own-${String(i)}`, own: true, state: 'read', reply: quote },
  ]
})

export const chats: ChatRow[] = calmChats.map((chat, i) => ({
  ...chat,
  title: chat.kind === 'saved' ? '' : nth(i),
  typing: i % 3 === 0 ? [nth(i + 3)] : [],
  preview: chat.preview && { ...chat.preview, name: nth(i + 1), text: nth(i + 2) },
}))

export const members: MemberRow[] = calmMembers.map((member, i) => ({ ...member, name: nth(i + 2) }))
