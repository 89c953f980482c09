/** Is this device touched? What only fingers need is loaded only then. */
export const touched = (): boolean => matchMedia('(any-pointer: coarse)').matches

/** Is a finger all there is to point with? */
export const fingersOnly = (): boolean => matchMedia('(pointer: coarse)').matches
