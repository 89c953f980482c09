// What cannot wait for the modules, which a browser fetches first: hence a classic script.
{
  // Theme and language, before the first paint.
  const root = document.documentElement
  const get = (name) => localStorage.getItem(`molva.${name}`)
  for (const name of ['theme', 'accent', 'bubbles', 'density', 'motion']) {
    const value = get(name)
    if (value) root.dataset[name] = value
  }
  const locale = get('locale') ?? (navigator.language.startsWith('ru') ? 'ru' : 'en')
  root.lang = locale

  // The engine, which reaches the server while the page is still being fetched. Only the build knows its address.
  const { engine, fonts } = document.currentScript.dataset
  if (engine) {
    const policy = globalThis.trustedTypes?.createPolicy('engine', { createScriptURL: () => engine })
    globalThis.engine = new Worker(policy?.createScriptURL(engine) ?? engine, { type: 'module' })
  }

  // Fonts that are on this device are there before the first word; from the network they would keep the code waiting.
  if (fonts && navigator.serviceWorker?.controller)
    for (const href of fonts.split(' ')) {
      const link = document.createElement('link')
      Object.assign(link, { rel: 'preload', as: 'font', type: 'font/woff2', crossOrigin: '', href })
      document.head.append(link)
    }
}
