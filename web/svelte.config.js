/** Svelte compiles with runes everywhere, and a warning is an error (see `npm run check`). */
export default { compilerOptions: { runes: true } }
