/** Each report stands once, with the person whom it is about. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import type { Report } from '../../engine/rpc'
import { byPerson } from './reported'

const report = (id: number, about: number): Report => ({
  ...{ id: String(id), person: { id: String(about), name: 'Ann', username: 'ann' }, bannedUntil: about },
  ...{ reporter: { id: 'r', name: 'Bob', username: 'bob' }, reason: 'spam', at: id },
  ...{ comment: '', text: null, gone: false, settled: false },
})

test('nobody is reported by nothing', () => {
  expect(byPerson([])).toEqual([])
})

test('every report is there once, beside others about the same person, in the order of the list', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(4)), (people) => {
      const all = people.map((about, i) => report(i, about))
      const groups = byPerson(all)
      expect(groups.map(({ person }) => person.id)).toEqual([...new Set(people.map(String))])
      for (const { person, bannedUntil, reports } of groups) {
        expect(reports).toEqual(all.filter((one) => one.person.id === person.id))
        expect(String(bannedUntil)).toBe(person.id)
      }
    }),
  )
})
