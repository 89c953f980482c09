/** Links into groups: what they lead to, who makes them, and who asks to be let in. */
import { button, chat, DACHA, newGroup, type Screen } from './ways'

const STATES = ['works', 'approval', 'expired', 'used_up', 'revoked', 'invite_not_found', 'offline']
const named = (where: string, state: string) => `${where}-${state.replaceAll('_', '-')}`

const links: Screen['then'] = (page, t) => button(page, t.links.title).click()
const made: Screen['then'] = async (page, t) => {
  await links(page, t)
  await button(page, t.links.create).click()
}

export const JOINING: Screen[] = [
  ...STATES.map((state) => ({ name: named('join-outside', state), at: `/j#${state}`, scene: 'invited' })),
  { name: 'join-outside-registers', at: '/j#registers', scene: 'invited' },
  { name: 'join-outside-closed', at: '/j#works', scene: 'closed' },
  ...[...STATES, 'asked'].map((state) => ({ name: named('join', state), at: `/j#${state}` })),
  { name: 'links', at: `${chat(DACHA)}/info`, then: links },
  { name: 'links-none', at: `${chat(DACHA)}/info`, scene: 'asked', then: links },
  { name: 'links-offline', at: `${chat(DACHA)}/info`, scene: 'offline', then: links },
  { name: 'links-new', at: `${chat(DACHA)}/info`, then: made },
  {
    name: 'links-ready',
    at: `${chat(DACHA)}/info`,
    then: async (page, t) => {
      await made(page, t)
      await button(page, t.invites.create).click()
      await page.getByRole('img', { name: t.invites.qr }).waitFor()
    },
  },
  {
    name: 'links-revoke',
    at: `${chat(DACHA)}/info`,
    then: async (page, t) => {
      await links(page, t)
      await button(page, t.invites.revoke).first().click()
    },
  },
  { name: 'askers-bar', at: chat(DACHA), scene: 'asked' },
  { name: 'askers-details', at: `${chat(DACHA)}/info`, scene: 'asked' },
  {
    name: 'askers',
    at: chat(DACHA),
    scene: 'asked',
    then: (page, t) => button(page, t.links.waiting(2)).click(),
  },
  {
    name: 'askers-none',
    at: `${chat(DACHA)}/info`,
    then: (page, t) => button(page, t.links.requests).click(),
  },
  { name: 'own-requests', at: '/people', scene: 'asked' },
  {
    name: 'asked-first',
    at: '/',
    then: async (page, t) => {
      await newGroup(page, t)
      await button(page, t.create.next).click()
      await page.getByRole('dialog').getByRole('textbox').fill('Поход')
      await button(page, t.beginning.create).click()
      await page.getByText(t.links.asked_first('Ольга Ким')).waitFor()
    },
  },
  { name: 'public-outside', at: '/@garden', scene: 'invited' },
  { name: 'public-outside-none', at: '/@nobody', scene: 'invited' },
  { name: 'public', at: '/@garden' },
  { name: 'public-none', at: '/@nobody' },
  ...['chat', 'asked', 'offline'].map((scene) => ({
    ...{ name: `directory-${scene}`, at: '/people', scene },
    then: (async (page, t) => {
      await button(page, t.directory.title).click()
      await page.getByRole('dialog').waitFor()
    }) as Screen['then'],
  })),
  {
    name: 'publish',
    at: `${chat(DACHA)}/info`,
    then: (page, t) => button(page, t.directory.publish).click(),
  },
]
