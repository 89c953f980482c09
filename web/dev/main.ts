/** The development pages, by `?page=`: the app over the small world, the stories, and what two benches drive. */
const PAGES = {
  app: () => import('./app'),
  stories: () => import('./stories'),
  scroller: () => import('./scroller'),
  search: () => import('./search'),
}

const asked = new URLSearchParams(location.search).get('page') ?? 'app'
void PAGES[asked as keyof typeof PAGES]()

export {}
