/** Where a timeline stands when a new window of rows was set. */

/** `fraction` is of the view's height; `dy`, in pixels, stands before it. */
export type Opening = Readonly<{ at: 'end' } | { at: 'row'; key: string; fraction: number; dy?: number }>
