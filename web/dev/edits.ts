/** What a message of the small world said before, as far as each scene tells it. */
import type { Answer, Edit } from '../src/engine/rpc'
import * as hostile from './hostile'
import { at } from './people'

const said: Edit[] = [
  { text: 'код `4417#`, до ноября', written_at: at(14, 35), edited_at: at(14, 36) },
  { text: 'код 4471#?\nсейчас проверю', written_at: at(14, 34), edited_at: at(14, 35) },
]
const refused = (code: string) => ({ ok: false, code, params: {}, retryAfter: null }) as const

/** Null: the answer does not come. */
export function editsIn(scene: string): Answer<'edits'> | null {
  if (scene === 'crowd-waits') return null
  if (scene === 'crowd-fails') return refused('internal')
  if (scene === 'offline') return refused('offline')
  if (scene === 'crowd') return { ok: true, value: { edits: [], next: null } }
  const edits = scene === 'hostile' ? said.map((one) => ({ ...one, text: hostile.inviter })) : said
  return { ok: true, value: { edits, next: scene === 'hostile' ? at(14, 34) : null } }
}
