/** The sections of the settings, as they stand in the address. */

export const SECTIONS = ['profile', 'appearance', 'language', 'storage', 'devices'] as const
export type Section = (typeof SECTIONS)[number]
