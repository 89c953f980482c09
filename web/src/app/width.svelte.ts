/** How wide the window is, in the four steps of the layout. */
import { MediaQuery } from 'svelte/reactivity'

const tablet = new MediaQuery('width >= 640px')
const desktop = new MediaQuery('width >= 1024px')
const wide = new MediaQuery('width >= 1280px')

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
