/** Follows a finger that goes along the line of text; one that goes up or down is left to scrolling. */
import type { Attachment } from 'svelte/attachments'

/** A finger that rests moves as much. */
const SLOP_PX = 10

export type Across = {
  /** Does a finger that is put down here concern anybody? */
  down: (event: PointerEvent) => boolean
  /** @param by pixels gone since it was clear where the finger goes; toward the end of the line is positive */
  move: (by: number) => void
  /** `lifted`: the finger was lifted; otherwise something else took over. */
  end: (lifted: boolean) => void
}

export function across({ down, move, end }: Across): Attachment<HTMLElement> {
  return (target) => {
    let start: PointerEvent | null = null
    /** Where the following began, once it has. */
    let from: number | null = null

    const begin = (event: PointerEvent) => {
      if (event.isPrimary) start = event.pointerType === 'touch' && down(event) ? event : null
    }
    const follow = (event: PointerEvent) => {
      if (!start || event.pointerId !== start.pointerId) return
      const by = event.clientX - start.clientX
      if (from === null) {
        const aside = Math.abs(event.clientY - start.clientY)
        if (aside > SLOP_PX && aside >= Math.abs(by)) start = null
        else if (Math.abs(by) > SLOP_PX) {
          target.setPointerCapture(event.pointerId)
          from = SLOP_PX * Math.sign(by)
        }
      }
      if (from === null) return
      move((by - from) * (getComputedStyle(target).direction === 'rtl' ? -1 : 1))
    }
    const finish = (event: PointerEvent) => {
      if (event.pointerId !== start?.pointerId) return
      start = null
      if (from === null) return
      from = null
      end(event.type === 'pointerup')
    }

    target.addEventListener('pointerdown', begin)
    target.addEventListener('pointermove', follow)
    for (const name of ['pointerup', 'pointercancel'] as const) target.addEventListener(name, finish)
    return () => {
      target.removeEventListener('pointerdown', begin)
      target.removeEventListener('pointermove', follow)
      for (const name of ['pointerup', 'pointercancel'] as const) target.removeEventListener(name, finish)
    }
  }
}
