/** Context menus: what is in one, and the one that is open. */
import type { IconName } from './icons'
import type { Box } from './place'

export type MenuItem = Readonly<{
  label: string
  icon: IconName
  danger?: boolean
  action: () => void
}>

type Open = Readonly<{ label: string; items: readonly MenuItem[]; anchor: Box; align: 'start' | 'end' }>

class MenuState {
  open = $state.raw<Open | null>(null)

  /** Opens a menu at an element or at a point of the window. */
  show(
    label: string,
    items: readonly MenuItem[],
    at: Element | { x: number; y: number },
    align: 'start' | 'end' = 'start',
  ) {
    const anchor = at instanceof Element ? at.getBoundingClientRect() : { ...at, width: 0, height: 0 }
    this.open = { label, items, anchor, align }
  }

  close() {
    this.open = null
  }
}

export const menu = new MenuState()
