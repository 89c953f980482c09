/** Russian words of the bar of formats. */
import type { Messages } from '../en'

export const formats: Messages['formats'] = {
  formatting: 'Оформление',
  bold: 'Жирный (Ctrl+B)',
  italic: 'Курсив (Ctrl+I)',
  strike: 'Зачёркнутый (Ctrl+Shift+X)',
  code: 'Код (Ctrl+Shift+M)',
  spoiler: 'Спойлер (Ctrl+Shift+S)',
  link: 'Ссылка (Ctrl+K)',
}
