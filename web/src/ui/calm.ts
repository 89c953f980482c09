/** Does the reader want things to stand still, here or in the whole system? */
export const calm = (): boolean =>
  document.documentElement.dataset.motion === 'less' || matchMedia('(prefers-reduced-motion: reduce)').matches
