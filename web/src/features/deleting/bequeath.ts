/** When messages leave, and the focus with them, the message after them gets it, or the one before. */
export function bequeath(): void {
  const all = [...document.querySelectorAll<HTMLElement>('article')]
  const picked = all.filter((one) => one.matches('.picked'))
  const leaving = picked.length > 0 ? picked : all.filter(({ tabIndex }) => tabIndex === 0)
  const last = all.lastIndexOf(leaving.at(-1) as HTMLElement)
  const stays = (one: HTMLElement) => !leaving.includes(one)
  const heir = all.slice(last + 1).find(stays) ?? all.slice(0, Math.max(last, 0)).findLast(stays)
  const observer = new MutationObserver(() => {
    if (heir?.isConnected && leaving.some(({ isConnected }) => isConnected)) return
    observer.disconnect()
    if (document.activeElement === document.body) heir?.focus({ preventScroll: true })
  })
  observer.observe(document.body, { childList: true, subtree: true })
}
