/** The moment of the stories, and the people in them. */
import type { Person } from '../src/engine/rpc'

/** 2026-11-21 14:35 local time. */
export const NOW = new Date(2026, 10, 21, 14, 35).getTime()

export const id = (n: number) => `01890a5d-ac96-774b-bcce-b302099a8${n.toString(16).padStart(3, '0')}`
export const at = (h: number, m: number, daysAgo = 0) => new Date(2026, 10, 21 - daysAgo, h, m).getTime()
export const day = (ms: number) =>
  new Date(ms - new Date(ms).getTimezoneOffset() * 60_000).toISOString().slice(0, 10)

export const people: Record<'kirill' | 'anya' | 'igor' | 'olga' | 'lena', Person> = {
  kirill: { id: id(5), name: 'Кирилл Романов', username: 'kirill', online: true },
  anya: { id: id(14), name: 'Аня Петрова', username: 'anya', online: true },
  igor: { id: id(1), name: 'Игорь Дымов', username: 'igor', online: false },
  olga: { id: id(3), name: 'Ольга Ким', username: 'olga', online: false },
  lena: { id: id(8), name: 'Lena Hartmann', username: 'lena', online: false },
}
export const me = people.kirill
