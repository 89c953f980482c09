/** Russian words of polls: making one, answering, and how it stands. */
import type { Messages } from '../en'
import { num } from '../format'
import { plural } from '../plural'

const votes = (n: number) =>
  `${num('ru', n)} ${plural('ru', n, { one: 'голос', few: 'голоса', many: 'голосов', other: 'голоса' })}`

export const polls: Messages['polls'] = {
  attach: 'Прикрепить',
  poll: 'Опрос',
  new: 'Новый опрос',
  question: 'Вопрос',
  no_question: 'Опросу нужен вопрос.',
  options: 'Варианты ответа',
  option: (n) => `Вариант ${num('ru', n)}`,
  few: 'Нужно хотя\u00a0бы два варианта.',
  right: (n) => `Вариант ${num('ru', n)} — правильный`,
  no_right: 'Отметьте правильный вариант.',
  up: (n) => `Поднять вариант ${num('ru', n)}`,
  remove: (n) => `Убрать вариант ${num('ru', n)}`,
  moved: (text, place) => `${text}: теперь вариант ${num('ru', place)}`,
  left: (n) =>
    n > 0
      ? `Можно добавить ещё ${num('ru', n)} ${plural('ru', n, { one: 'вариант', few: 'варианта', many: 'вариантов', other: 'варианта' })}.`
      : 'Больше вариантов добавить нельзя.',
  keys: 'Alt+Shift+↑ и\u00a0↓ передвигают вариант.',
  anonymous: 'Анонимное голосование',
  channel: 'В\u00a0канале все опросы анонимные.',
  multiple: 'Несколько ответов',
  quiz: 'Викторина',
  quiz_hint: 'Один вариант правильный, отметьте\u00a0его. Изменить ответ будет нельзя.',
  explanation: 'Пояснение',
  explanation_hint: 'Его увидят те, кто уже ответил.',
  closes: 'Завершить в\u00a0срок…',
  choose: 'Выбрать',
  stays_open: 'Без срока',
  until: (day, clock) => `До\u00a0${day}, ${clock}`,
  kind: (quiz, anonymous, closed) =>
    closed
      ? 'Итоги'
      : quiz
        ? anonymous
          ? 'Анонимная викторина'
          : 'Викторина'
        : anonymous
          ? 'Анонимный опрос'
          : 'Открытый опрос',
  total: (n) => (n > 0 ? votes(n) : 'Голосов пока нет'),
  result: (text, percent, n, chosen, right) =>
    [`${text}: ${percent}`, votes(n), chosen ? 'ваш выбор' : '', right ? 'правильный ответ' : '']
      .filter(Boolean)
      .join(', '),
  waiting: 'Голос ждёт сети',
  vote: 'Голосовать',
  voters: 'Кто голосовал',
  retract: 'Отозвать голос',
  close: 'Завершить опрос',
  close_title: 'Завершить опрос?',
  close_hint: 'Голосовать больше будет нельзя, результат увидят все.',
}
