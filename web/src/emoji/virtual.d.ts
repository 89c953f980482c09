/** What the emoji plugin of the build provides. */
declare module 'virtual:emoji' {
  const rows: readonly import('./row').EmojiRow[]
  export default rows
}
