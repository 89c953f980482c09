/** The entry: shows that something is on its way. */
import { mount } from 'svelte'

import Spinner from './ui/Spinner.svelte'

const target = document.getElementById('app')
if (target) mount(Spinner, { target })
