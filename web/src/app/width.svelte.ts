/** How wide the window is, in the four steps of the layout; they grow with the text that the reader's browser is set to. */
import { MediaQuery } from 'svelte/reactivity'

const tablet = new MediaQuery('width >= 40em')
const desktop = new MediaQuery('width >= 64em')
const wide = new MediaQuery('width >= 80em')

export const width = {
  get phone(): boolean {
    return !tablet.current
  },
  get desktop(): boolean {
    return desktop.current
  },
  get wide(): boolean {
    return wide.current
  },
}
