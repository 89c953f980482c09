// Theme and language before the first paint: a classic script, because modules run too late for that.
{
  const root = document.documentElement
  const get = (name) => localStorage.getItem(`molva.${name}`)
  for (const name of ['theme', 'accent', 'bubbles', 'density', 'motion']) {
    const value = get(name)
    if (value) root.dataset[name] = value
  }
  const locale = get('locale') ?? (navigator.language.startsWith('ru') ? 'ru' : 'en')
  root.lang = locale
}
