/** Lifts what a menu is about out of the dimmed page: a likeness of it is shown above the menu, and nothing in that can be pressed. */
import type { Attachment } from 'svelte/attachments'

import { calm } from './calm'

const MARGIN_PX = 12
/** With less room than this nothing is lifted. */
const LEAST_PX = 96
const MOVE = { duration: 180, easing: 'cubic-bezier(0.2, 0, 0, 1)' }

/**
 * Where the likeness goes: as near to its place as the menu lets it.
 * @param room pixels of the window above the menu
 * @returns its top in the window and whether its end has to be cut off; null if there is too little room
 */
export function liftedTop(top: number, height: number, room: number): { top: number; cut: boolean } | null {
  if (room < LEAST_PX) return null
  const most = room - MARGIN_PX - height
  return { top: Math.max(MARGIN_PX, Math.min(top, most)), cut: most < MARGIN_PX }
}

/** Shows the likeness of `element` in a popover. */
export function lift(element: HTMLElement, room: number): Attachment<HTMLElement> {
  return (place) => {
    const box = element.getBoundingClientRect()
    const at = liftedTop(box.top, box.height, room)
    if (!at) return
    const copy = element.cloneNode(true) as HTMLElement
    copy.classList.remove('fresh', 'flash')
    copy.classList.add('lifted')
    for (const name of ['data-key', 'tabindex', 'style']) copy.removeAttribute(name)
    place.append(copy)
    const rtl = getComputedStyle(place).direction === 'rtl'
    place.style.insetBlockStart = `${String(at.top)}px`
    place.style.insetInlineStart = `${String(rtl ? innerWidth - box.right : box.left)}px`
    place.style.inlineSize = `${String(box.width)}px`
    place.style.blockSize = `${String(Math.min(box.height, room - MARGIN_PX - at.top))}px`
    if (at.cut) place.dataset.cut = ''
    place.showPopover()
    element.style.visibility = 'hidden'
    if (!calm()) copy.animate([{ translate: `0 ${String(box.top - at.top)}px`, scale: 1 }, {}], MOVE)
    return () => (element.style.visibility = '')
  }
}
