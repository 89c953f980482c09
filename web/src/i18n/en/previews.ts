/** English words of link previews. */
export const previews = {
  page: 'The page behind the link:',
  shown: 'Link preview',
  hide: 'Send without a preview',
}
