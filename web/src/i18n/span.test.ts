/** Lengths of time are told in the largest unit that they fill, right in both languages. */
import { expect, test } from 'vitest'

import { span } from './span'

test.each([
  [1, '1 секунда', '1 second'],
  [90, '90 секунд', '90 seconds'],
  [60, '1 минута', '1 minute'],
  [5_400, '90 минут', '90 minutes'],
  [7_200, '2 часа', '2 hours'],
  [86_400, '1 день', '1 day'],
  [7 * 86_400, '7 дней', '7 days'],
])('%d seconds', (seconds, inRussian, inEnglish) => {
  expect(span('ru', seconds)).toBe(inRussian.replace(' ', '\u00a0'))
  expect(span('en', seconds)).toBe(inEnglish.replace(' ', '\u00a0'))
})
