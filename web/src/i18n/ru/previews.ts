/** Russian words of link previews. */
import type { previews as english } from '../en/previews'

export const previews: typeof english = {
  page: 'Страница по ссылке:',
  shown: 'Предпросмотр ссылки',
  hide: 'Отправить без предпросмотра',
}
