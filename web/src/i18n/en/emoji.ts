/** English words of the emoji picker. */
import { num } from '../format'

export const emoji = {
  open: 'Emoji',
  search: 'Find an emoji',
  groups: 'Groups',
  recent: 'Recent and popular',
  smileys: 'Smileys',
  people: 'People',
  nature: 'Animals and nature',
  food: 'Food and drink',
  travel: 'Travel and places',
  activities: 'Activities',
  objects: 'Objects',
  symbols: 'Symbols',
  flags: 'Flags',
  tone: 'Skin tone',
  nothing: 'Nothing found',
  nothing_hint: 'Try another word.',
  tones: ['Yellow', 'Light', 'Medium-light', 'Medium', 'Medium-dark', 'Dark'] as readonly [
    string,
    string,
    string,
    string,
    string,
    string,
  ],
  found: (n: number) => `Found: ${num('en', n)}`,
}
