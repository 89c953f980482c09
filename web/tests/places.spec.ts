/** Things are where a person looks for them. */
import { expect, test } from '@playwright/test'

import { SCREENS, show } from './screens'

test('the sections stay where they are on a tablet, whichever of them is open', async ({ page }) => {
  await page.setViewportSize({ width: 820, height: 1180 })
  const places = []
  for (const at of ['/', '/people', '/settings/chats']) {
    await show(page, { name: at, at }, 'ru', 'light')
    const links = page.getByRole('navigation', { name: 'Разделы' }).getByRole('link')
    places.push(
      await links.evaluateAll((all) => all.map((one) => JSON.stringify(one.getBoundingClientRect()))),
    )
  }
  expect(places[0]).toHaveLength(3)
  expect(places).toEqual([places[0], places[0], places[0]])
})

for (const [width, height] of [
  [390, 700],
  [820, 1180],
  [1440, 900],
] as const) {
  test(`who is found among the members is in sight at once at ${String(width)} px`, async ({ page }) => {
    await page.setViewportSize({ width, height })
    const details = SCREENS.find(({ name }) => name === 'details-find')
    if (details) await show(page, details, 'en', 'light')
    const members = page.getByRole('region', { name: 'Members' })
    await expect(members.getByRole('listitem')).toHaveCount(1)
    await expect(members.getByText('Ольга Ким')).toBeInViewport({ ratio: 1 })
  })
}

for (const bubbles of ['sides', 'left']) {
  test(`what is done with a message is inside of the pane, with bubbles on: ${bubbles}`, async ({ page }) => {
    await page.setViewportSize({ width: 660, height: 1180 })
    const states = SCREENS.find(({ name }) => name === 'chat-states')
    if (states) await show(page, { ...states, set: { bubbles } }, 'en', 'light')
    const pane = await page.getByRole('main').boundingBox()
    for (const message of await page.locator('article').all()) {
      await message.locator('.bubble').hover()
      const tools = await message.locator('.tools').boundingBox()
      expect(tools?.x).toBeGreaterThan(pane?.x ?? NaN)
      expect((tools?.x ?? 0) + (tools?.width ?? 0)).toBeLessThan((pane?.x ?? 0) + (pane?.width ?? 0))
    }
  })
}
