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
  const { engine } = document.currentScript.dataset
  if (engine) {
    const policy = globalThis.trustedTypes?.createPolicy('engine', { createScriptURL: () => engine })
    globalThis.engine = new Worker(policy?.createScriptURL(engine) ?? engine, { type: 'module' })
  }
}
