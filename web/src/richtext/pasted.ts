/** What is pasted over a selection: an address makes a link of it. */

const ADDRESS = /^https?:\/\/\S+$/i

/** Does pasting this over this selection make a link? */
export function linksTo(selected: string, pasted: string): boolean {
  const words = selected.trim()
  return (
    words !== '' && !/[[\]\n]/.test(words) && !ADDRESS.test(words) && /^https?:\/\/[^\s)]+$/i.test(pasted)
  )
}
