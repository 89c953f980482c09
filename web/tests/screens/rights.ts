/** Who does what in a chat: channels, slow groups, and whose they are. */
import { button, chat, DACHA, memberMenu, type Screen } from './ways'

export const RIGHTS: Screen[] = [
  { name: 'channel', at: chat(DACHA), scene: 'leads' },
  { name: 'channel-read', at: chat(DACHA), scene: 'reads' },
  { name: 'channel-details', at: `${chat(DACHA)}/info`, scene: 'leads' },
  { name: 'channel-read-details', at: `${chat(DACHA)}/info`, scene: 'reads' },
  { name: 'slow', at: chat(DACHA), scene: 'slow' },
  { name: 'slow-details', at: `${chat(DACHA)}/info`, scene: 'slow' },
  {
    name: 'rights-choice',
    at: `${chat(DACHA)}/info`,
    then: (page, t) => page.getByRole('button', { name: new RegExp(t.rights.writes) }).click(),
  },
  {
    name: 'hand-over',
    at: `${chat(DACHA)}/info`,
    then: (page, t) => memberMenu(page, t, t.rights.hand_over),
  },
  {
    name: 'new-channel',
    at: '/',
    then: async (page, t) => {
      await button(page, t.chats.new).click()
      await button(page, t.rights.new_channel).click()
    },
  },
]
