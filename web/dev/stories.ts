/** Every control and every state of a message on one page. */
import { mount } from 'svelte'

import { lang } from '../src/i18n/language.svelte'
import { App } from '../src/models/app'
import { Settings } from '../src/models/Settings.svelte'
import { memoryEngine } from './engine'
import { wear } from './look'
import Stories from './Stories.svelte'

wear(new URLSearchParams(location.search))
const settings = new Settings(localStorage, document.documentElement, navigator.language)
await lang.choose(settings.shownLocale)
await lang.whole()
const target = document.getElementById('app')
if (target) mount(Stories, { target, props: { app: new App(memoryEngine('chat'), settings, localStorage) } })
