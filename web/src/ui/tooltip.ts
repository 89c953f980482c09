/** Shows a control's label after a moment of hovering, or where keys have led the focus; assistive technology has the label already. */
import type { Attachment } from 'svelte/attachments'

import { place } from './place'

const DELAY_MS = 500

let bubble: HTMLElement | undefined

/** Is the focus led by keys? A dialog that is opened may put it on a button that nobody has looked for. */
let led = false
const follow = (event: Event) => {
  led = event instanceof KeyboardEvent && /^(Tab|Arrow|F6|Home|End)/.test(event.key)
}
if (typeof document !== 'undefined')
  for (const type of ['keydown', 'pointerdown']) document.addEventListener(type, follow, true)

/** The one tooltip of the page, made when it is first needed. */
function element(): HTMLElement {
  if (!bubble) {
    bubble = document.createElement('div')
    bubble.className = 'tooltip'
    bubble.popover = 'manual'
    bubble.setAttribute('aria-hidden', 'true')
    document.body.append(bubble)
  }
  return bubble
}

export function tooltip(text: string): Attachment<HTMLElement> {
  return (target) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let shown = false

    const show = () => {
      const tip = element()
      tip.textContent = text
      tip.showPopover()
      shown = true
      const view = { width: innerWidth, height: innerHeight }
      const at = place(target.getBoundingClientRect(), tip.getBoundingClientRect(), view, 'middle')
      tip.style.left = `${String(at.x)}px`
      tip.style.top = `${String(at.y)}px`
    }
    const hide = () => {
      clearTimeout(timer)
      if (shown) element().hidePopover()
      shown = false
    }
    const enter = (event: PointerEvent) => {
      if (event.pointerType === 'mouse') timer = setTimeout(show, DELAY_MS)
    }
    const focus = () => {
      if (led && target.matches(':focus-visible')) timer = setTimeout(show, DELAY_MS)
    }

    target.addEventListener('pointerenter', enter)
    target.addEventListener('pointerleave', hide)
    target.addEventListener('pointerdown', hide)
    target.addEventListener('focus', focus)
    target.addEventListener('blur', hide)
    return () => {
      hide()
      target.removeEventListener('pointerenter', enter)
      target.removeEventListener('pointerleave', hide)
      target.removeEventListener('pointerdown', hide)
      target.removeEventListener('focus', focus)
      target.removeEventListener('blur', hide)
    }
  }
}
