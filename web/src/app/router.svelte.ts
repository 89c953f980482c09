/** Where the app is. Links are taken over; Back closes what lies over the page before it goes anywhere. */
import { publicCode, takeLink, type Link } from '../models/invite'
import { overlays } from '../ui/overlays'
import { dialogs } from './dialogs.svelte'
import { parentOf, parseRoute, pathOf, type Route } from './routes'

class Router {
  route = $state.raw<Route>({ page: 'chats' })
  /** The link that led here: onto the server, or into a group. */
  link = $state.raw<Link | null>(null)
  #path = '/'
  /** Steps taken inside the app: is there something to go back to? */
  #depth = 0

  start(): void {
    this.#arrive()
    addEventListener('popstate', () => this.#popped())
    document.addEventListener('click', (event) => this.#clicked(event))
  }

  go(route: Route, { replace = false } = {}): void {
    const path = pathOf(route)
    if (path === this.#path) return
    this.#path = path
    if (replace) history.replaceState(this.link, '', path)
    else {
      this.#depth++
      history.pushState(null, '', path)
    }
    this.route = route
  }

  /** One step back, or one level up where there is none. */
  back(up = parentOf(this.route)): void {
    if (this.#depth > 0) history.back()
    else this.go(up, { replace: true })
  }

  #popped(): void {
    if (overlays.closeTop()) {
      // The step was meant for the overlay: take it back.
      history.pushState(null, '', this.#path)
      return
    }
    this.#depth = Math.max(0, this.#depth - 1)
    this.#arrive()
  }

  #arrive(): void {
    this.#path = location.pathname
    this.route = parseRoute(this.#path)
    this.link = takeLink(location, history)
  }

  #clicked(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
      return
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link || link.target !== '' || link.origin !== location.origin) return
    event.preventDefault()
    const code = publicCode(link.pathname)
    // Whoever reads here looks at a public chat over what they read.
    if (code !== null) dialogs.joining = { code, now: false }
    else this.go(parseRoute(link.pathname))
  }
}

export const router = new Router()
