/** Dragging a message toward the start of the line answers it; the further it is pulled, the harder it goes. */
import type { Attachment } from 'svelte/attachments'

/** From here on letting go answers. */
export const ENOUGH_PX = 56
const MOST_PX = 72
const SLOP_PX = 10

/** How far the message follows a finger that has gone `by` pixels: with it at first, then less and less, never to `MOST_PX`. */
export function pull(by: number): number {
  const room = MOST_PX - ENOUGH_PX
  if (by <= ENOUGH_PX) return Math.max(0, by)
  return ENOUGH_PX + room * (1 - Math.exp((ENOUGH_PX - by) / (2 * room)))
}

type Options = {
  enabled: () => boolean
  /** Gets how far the message stands from its place, 0 when it is back. */
  onpull: (px: number) => void
  onreply: () => void
}

export function swipe({ enabled, onpull, onreply }: Options): Attachment<HTMLElement> {
  return (target) => {
    let start: PointerEvent | null = null
    let pulling = false
    let far = false

    const down = (event: PointerEvent) => {
      start = event.pointerType === 'touch' && event.isPrimary && enabled() ? event : null
      pulling = far = false
    }
    const move = (event: PointerEvent) => {
      if (!start || event.pointerId !== start.pointerId) return
      const rtl = getComputedStyle(target).direction === 'rtl'
      const by = (event.clientX - start.clientX) * (rtl ? 1 : -1)
      const across = Math.abs(event.clientY - start.clientY)
      if (!pulling && across > SLOP_PX) start = null
      else if (pulling || by > SLOP_PX) {
        if (!pulling) target.setPointerCapture(event.pointerId)
        pulling = true
        if (by >= ENOUGH_PX && !far) navigator.vibrate?.(10)
        far = by >= ENOUGH_PX
        onpull(pull(by))
      }
    }
    const end = (event: PointerEvent) => {
      if (pulling && far && event.type === 'pointerup') onreply()
      if (pulling) onpull(0)
      start = null
      pulling = false
    }

    target.addEventListener('pointerdown', down)
    target.addEventListener('pointermove', move)
    for (const name of ['pointerup', 'pointercancel'] as const) target.addEventListener(name, end)
    return () => {
      target.removeEventListener('pointerdown', down)
      target.removeEventListener('pointermove', move)
      for (const name of ['pointerup', 'pointercancel'] as const) target.removeEventListener(name, end)
    }
  }
}
