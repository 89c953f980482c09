/** Calls back when a finger rests on an element; moving or lifting it sooner is something else. */
import type { Attachment } from 'svelte/attachments'

const MS = 350
const SLOP_PX = 10

export function longPress(call: (at: { x: number; y: number }) => void): Attachment<HTMLElement> {
  return (target) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let start = { x: 0, y: 0 }

    const down = (event: PointerEvent) => {
      if (event.pointerType !== 'touch') return
      start = { x: event.clientX, y: event.clientY }
      clearTimeout(timer)
      timer = setTimeout(() => call(start), MS)
    }
    const move = (event: PointerEvent) => {
      if (Math.hypot(event.clientX - start.x, event.clientY - start.y) > SLOP_PX) clearTimeout(timer)
    }
    const end = () => clearTimeout(timer)

    target.addEventListener('pointerdown', down)
    target.addEventListener('pointermove', move)
    for (const name of ['pointerup', 'pointercancel'] as const) target.addEventListener(name, end)
    return () => {
      end()
      target.removeEventListener('pointerdown', down)
      target.removeEventListener('pointermove', move)
      for (const name of ['pointerup', 'pointercancel'] as const) target.removeEventListener(name, end)
    }
  }
}
