/** Arrow keys move between the controls of a group, which is one tab stop (WAI-ARIA: roving tabindex). */
import type { Attachment } from 'svelte/attachments'

type Options = {
  /** Which elements are in the group. */
  items: string
  axis: 'horizontal' | 'vertical'
}

export function roving({ items, axis }: Options): Attachment<HTMLElement> {
  return (group) => {
    const all = () =>
      [...group.querySelectorAll<HTMLElement>(items)].filter((item) => !item.hasAttribute('disabled'))

    const key = (event: KeyboardEvent) => {
      const list = all()
      const at = list.indexOf(document.activeElement as HTMLElement)
      const to = target(event.key, axis, at, list.length, getComputedStyle(group).direction === 'rtl')
      const next = to === null ? undefined : list[to]
      if (!next) return
      event.preventDefault()
      event.stopPropagation()
      next.focus()
    }
    group.addEventListener('keydown', key)
    return () => {
      group.removeEventListener('keydown', key)
    }
  }
}

/** The index that a key leads to from `at`, round the ends; null for other keys. */
export function target(
  key: string,
  axis: Options['axis'],
  at: number,
  length: number,
  rtl = false,
): number | null {
  if (length === 0) return null
  const [forth, back] =
    axis === 'vertical'
      ? ['ArrowDown', 'ArrowUp']
      : rtl
        ? ['ArrowLeft', 'ArrowRight']
        : ['ArrowRight', 'ArrowLeft']
  if (key === forth) return (at + 1) % length
  if (key === back) return at <= 0 ? length - 1 : at - 1
  if (key === 'Home') return 0
  if (key === 'End') return length - 1
  return null
}
