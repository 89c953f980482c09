/** English words of the bar of formats. */
export const formats = {
  formatting: 'Formatting',
  bold: 'Bold (Ctrl+B)',
  italic: 'Italic (Ctrl+I)',
  strike: 'Strikethrough (Ctrl+Shift+X)',
  code: 'Code (Ctrl+Shift+M)',
  spoiler: 'Spoiler (Ctrl+Shift+S)',
  link: 'Link (Ctrl+K)',
}
