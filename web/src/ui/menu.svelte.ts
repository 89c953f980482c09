/** Context menus: what is in one, and the one that is open. */
import type { IconName } from './icons'
import type { Box } from './place'

export type MenuItem = Readonly<{
  label: string
  icon: IconName
  danger?: boolean
  /** Is it one of several that hold or not? Then choosing it turns it round. */
  checked?: boolean
  action: () => void
}>

/** One of a row of signs above the items, an emoji or an icon: pressed, it is taken back. */
export type MenuSign = Readonly<{
  sign: string | { icon: IconName }
  label: string
  on: boolean
  action: () => void
}>

type Open = Readonly<{
  label: string
  signs: readonly MenuSign[]
  items: readonly MenuItem[]
  anchor: Box
  align: 'start' | 'end'
  /** What the menu is about: where the menu is a sheet, it is lifted out of the page. */
  lift: HTMLElement | null
}>

class MenuState {
  open = $state.raw<Open | null>(null)

  /** Opens a menu at an element or at a point of the window. */
  show(
    label: string,
    items: readonly MenuItem[],
    at: Element | { x: number; y: number },
    align: 'start' | 'end' = 'start',
    signs: readonly MenuSign[] = [],
    lift: HTMLElement | null = null,
  ) {
    const anchor = at instanceof Element ? at.getBoundingClientRect() : { ...at, width: 0, height: 0 }
    this.open = { label, signs, items, anchor, align, lift }
  }

  close() {
    this.open = null
  }
}

export const menu = new MenuState()
