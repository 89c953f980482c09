/** The sections of the settings, as they stand in the address. */

export const SECTIONS = [
  'profile',
  'appearance',
  'chats',
  'folders',
  'privacy',
  'language',
  'storage',
  'devices',
  'invites',
  'reports',
  'keyboard',
  'about',
] as const
export type Section = (typeof SECTIONS)[number]

/** Those that there are for somebody: only who runs the server invites people to it, and judges them. */
export function sectionsFor(admin: boolean): readonly Section[] {
  return admin ? SECTIONS : SECTIONS.filter((section) => section !== 'invites' && section !== 'reports')
}
