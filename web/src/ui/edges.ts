/** A row that scrolls sideways, by a plain wheel too; tells where there is more of it by `data-before` and `data-after`. */
import type { Attachment } from 'svelte/attachments'

export const edges: Attachment<HTMLElement> = (row) => {
  const look = () => {
    // From right to left the way is counted below zero.
    const way = Math.abs(row.scrollLeft)
    row.toggleAttribute('data-before', way > 1)
    row.toggleAttribute('data-after', way < row.scrollWidth - row.clientWidth - 1)
  }
  const observer = new ResizeObserver(look)
  observer.observe(row)
  // One that comes later makes itself known by its size, one that goes by its absence.
  const follow = () => {
    for (const child of row.children) observer.observe(child)
    look()
  }
  const changes = new MutationObserver(follow)
  changes.observe(row, { childList: true })
  follow()
  const turn = (event: WheelEvent) => {
    if (event.deltaX !== 0 || event.ctrlKey || row.scrollWidth <= row.clientWidth) return
    event.preventDefault()
    row.scrollLeft += event.deltaY * (getComputedStyle(row).direction === 'rtl' ? -1 : 1)
  }
  row.addEventListener('scroll', look, { passive: true })
  row.addEventListener('wheel', turn, { passive: false })
  return () => {
    observer.disconnect()
    changes.disconnect()
    row.removeEventListener('scroll', look)
    row.removeEventListener('wheel', turn)
  }
}
