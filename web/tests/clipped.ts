/** Finds what does not fit: texts cut off by a box or the window, and windows that scroll sideways. Runs in the page. */
import type { Page } from '@playwright/test'

/**
 * @param mark stands in every text of the interface: such a text may not end in an ellipsis; others may
 * @returns a line for each fault
 */
export function clipped(page: Page, mark = ''): Promise<string[]> {
  return page.evaluate((mark) => {
    const found = new Set<string>()
    const over = document.documentElement.scrollWidth - innerWidth
    if (over > 0) found.add(`the page is ${String(over)} px wider than the window`)

    const cuts = (value: string) => value === 'hidden' || value === 'clip'
    const scrolls = (value: string) => value === 'auto' || value === 'scroll'
    // Code and chips may go on to the side, a page may not.
    for (const one of document.querySelectorAll('body :not(pre)')) {
      if (one.clientHeight < innerHeight / 2 || !scrolls(getComputedStyle(one).overflowX)) continue
      const wider = one.scrollWidth - one.clientWidth
      if (wider > 1) found.add(`.${one.className.toString()} scrolls sideways by ${String(wider)} px`)
    }

    /** Is this a box that shows that it has cut something? */
    const tells = (style: CSSStyleDeclaration) =>
      style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none' || style.maskImage !== 'none'

    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? ''
      const parent = node.parentElement
      if (text === '' || !parent || !parent.checkVisibility({ visibilityProperty: true })) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const box = range.getBoundingClientRect()
      if (box.width < 1 || box.height < 1) continue
      const own = mark !== '' && text.includes(mark)
      const [fault, across] = look(parent, box, own)
      if (fault) found.add(`${fault}: ${text.slice(0, 60)}`)
      else if (across && (box.right > innerWidth + 1 || box.left < -1))
        found.add(`outside: ${text.slice(0, 60)}`)
    }
    return [...found]

    /** What is wrong with a text of that box, and must it be inside of the window's width? */
    function look(from: Element, box: DOMRect, own: boolean): [fault: string | null, across: boolean] {
      let [across, down] = [true, true]
      for (let each: Element | null = from; each && each !== document.body; each = each.parentElement) {
        const style = getComputedStyle(each)
        // Meant for ears alone, or shown only with the focus.
        if (style.clipPath !== 'none' || style.opacity === '0') return [null, false]
        if (scrolls(style.overflowX)) across = false
        if (scrolls(style.overflowY)) down = false
        const edge = each.getBoundingClientRect()
        const past =
          (across && cuts(style.overflowX) && (box.right > edge.right + 1.5 || box.left < edge.left - 1.5)) ||
          (down && cuts(style.overflowY) && (box.bottom > edge.bottom + 3 || box.top < edge.top - 3))
        if (past)
          return tells(style) && !own ? [null, false] : [`cut off by .${each.className.toString()}`, false]
        if (style.position === 'fixed') break
      }
      return [null, across]
    }
  }, mark)
}
