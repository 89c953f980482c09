/** Puts the app on the page: settings, language, router, components. */
import { mount } from 'svelte'

import type { Engine } from '../engine/rpc'
import { lang } from '../i18n/language.svelte'
import { App as Models } from '../models/app'
import { install } from '../models/install.svelte'
import { recall } from '../models/last'
import { Settings } from '../models/Settings.svelte'
import App from './App.svelte'
import { router } from './router.svelte'

/** Milliseconds after the start in which nothing is loaded that nobody has asked for. */
const REST_AFTER = 3_000

/** The language is loaded first, so that no word is drawn in another one. */
export async function start(engine: Engine, target: Element): Promise<void> {
  const settings = new Settings(localStorage, document.documentElement, navigator.language)
  const last = recall(localStorage)
  // Whoever was here last is likely to be here again: what they need is fetched beside the words.
  if (last) void import('./Main.svelte')
  await lang.choose(settings.shownLocale)
  router.start()
  install.start()
  mount(App, { target, props: { app: new Models(engine, settings, localStorage, last) } })
  // Whatever needs the rest waits for it, and asks again if it did not come.
  setTimeout(() => void lang.whole().catch(() => {}), REST_AFTER)
}
