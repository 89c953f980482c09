/** Mounts the scroller bench, driven by the browser test through `window.bench`. */
import { mount } from 'svelte'

import ScrollerBench from './ScrollerBench.svelte'
import { Bench } from './bench.svelte'

const bench = new Bench()
const target = document.getElementById('app')
if (target) mount(ScrollerBench, { target, props: { bench } })
Object.assign(window, { bench })
