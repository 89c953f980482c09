/** Puts the app on the page: settings, language, router, components. */
import { mount } from 'svelte'

import type { Engine } from '../engine/rpc'
import { lang } from '../i18n/language.svelte'
import { App as Models } from '../models/app'
import { install } from '../models/install.svelte'
import { Settings } from '../models/Settings.svelte'
import App from './App.svelte'
import { router } from './router.svelte'

/** The language is loaded first, so that no word is drawn in another one. */
export async function start(engine: Engine, target: Element): Promise<void> {
  const settings = new Settings(localStorage, document.documentElement, navigator.language)
  await lang.choose(settings.shownLocale)
  router.start()
  install.start()
  mount(App, { target, props: { app: new Models(engine, settings) } })
}
