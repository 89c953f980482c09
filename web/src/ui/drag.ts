/** Dragging a row with the mouse to another place among those that have an order of their own; Escape puts it back. */

const SLOP_PX = 5

/** How the list stands: the place of the dragged row, how many rows have an order, and how high each is in pixels. */
export type Ordered = Readonly<{ from: number; count: number; height: number }>

/** How many places down (or up) a row was dragged, and what puts all rows back to where the list has them. */
export type Dragged = Readonly<{ places: number; done: () => void }>

/** Where a row dragged by so many pixels stands, and at which place it would be dropped. */
export function aim(px: number, { from, count, height }: Ordered): { px: number; to: number } {
  const [least, most] = [-from * height, (count - 1 - from) * height]
  const at = Math.max(least, Math.min(px, most))
  return { px: at, to: from + Math.round(at / height) }
}

/**
 * Follows the mouse until it is let go.
 * @param list its rows carry `aria-posinset`
 * @returns null if nothing was dragged
 */
export function dragRow(down: PointerEvent, list: HTMLElement, ordered: Ordered): Promise<Dragged | null> {
  return new Promise((resolve) => follow(down, list, ordered, resolve))
}

function follow(
  down: PointerEvent,
  list: HTMLElement,
  ordered: Ordered,
  resolve: (dragged: Dragged | null) => void,
) {
  const rows = [...list.querySelectorAll<HTMLElement>('li[aria-posinset]')]
    .map((element) => ({ element, place: Number(element.ariaPosInSet) - 1 }))
    .filter(({ place }) => place < ordered.count)
  const link = rows
    .find(({ place }) => place === ordered.from)
    ?.element.querySelector<HTMLElement>('a, button')
  const startTop = list.getBoundingClientRect().top
  let dragging = false
  let to = ordered.from

  const done = () => {
    for (const { element } of rows)
      element.style.translate = element.style.transition = element.style.zIndex = ''
    if (link) link.style.background = link.style.boxShadow = ''
  }

  const move = (event: PointerEvent) => {
    // The button may have been let go before anybody listened.
    if ((event.buttons & 1) === 0) return finish(null)
    const px = event.clientY - down.clientY - (list.getBoundingClientRect().top - startTop)
    if (!dragging && Math.abs(px) < SLOP_PX) return
    dragging = true
    const aimed = aim(px, ordered)
    ;({ to } = aimed)
    for (const { element, place } of rows) show(element, place, aimed.px)
  }

  const show = (element: HTMLElement, place: number, px: number) => {
    const { from, height } = ordered
    const own = place === from
    const aside = place > from && place <= to ? -height : place < from && place >= to ? height : 0
    element.style.translate = `0 ${String(own ? px : aside)}px`
    element.style.transition = own ? 'none' : 'translate var(--base)'
    if (!own || !link) return
    element.style.zIndex = '1'
    link.style.background = 'var(--surface)'
    link.style.boxShadow = 'var(--e2)'
  }

  const finish = (places: number | null) => {
    stop.abort()
    if (!dragging) return resolve(null)
    // The click that follows opens nothing.
    const swallow = (event: Event) => {
      event.preventDefault()
      event.stopPropagation()
    }
    addEventListener('click', swallow, { capture: true, once: true })
    setTimeout(() => removeEventListener('click', swallow, true))
    resolve({ places: places ?? 0, done })
  }

  const key = (event: KeyboardEvent) => {
    if (!dragging || event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    finish(null)
  }

  const stop = new AbortController()
  const { signal } = stop
  addEventListener('pointermove', move, { signal })
  addEventListener('pointerup', () => finish(to - ordered.from), { signal })
  addEventListener('pointercancel', () => finish(null), { signal })
  addEventListener('keydown', key, { capture: true, signal })
}
