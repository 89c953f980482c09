/** Lint rules: strict types, and the structural rules of the client's architecture. */
import css from '@eslint/css'
import prettier from 'eslint-config-prettier'
import svelte from 'eslint-plugin-svelte'
import { defineConfig } from 'eslint/config'
import globals from 'globals'
import ts from 'typescript-eslint'

import molva from './scripts/lint-rules.js'
import svelteConfig from './svelte.config.js'

const script = ['**/*.{ts,js,svelte}']

/** A feature reaches another one only through `app/` or `models/`. */
const siblings = (regex) => ({
  patterns: [{ regex, message: 'A feature does not import another feature: meet in app/ or models/.' }],
})

export default defineConfig(
  { ignores: ['node_modules', 'test-results', 'screenshots', 'src/api/schema.ts'] },
  {
    files: script,
    extends: [ts.configs.strict, svelte.configs.recommended, prettier, svelte.configs.prettier],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig },
    },
    rules: {
      'no-undef': 'off', // TypeScript knows better.
      'max-lines': ['error', { max: 300 }],
      'svelte/no-at-html-tags': 'error',
      'no-restricted-globals': [
        'error',
        ...['fetch', 'WebSocket', 'XMLHttpRequest', 'indexedDB'].map((name) => ({
          name,
          message: 'Only the engine, the service worker and boot.ts reach the network and the database.',
        })),
      ],
      '@typescript-eslint/no-non-null-assertion': 'error',
    },
  },
  {
    files: ['**/*.svelte'],
    plugins: { molva },
    rules: { 'molva/logical-css': 'error', 'molva/no-style-attribute': 'error' },
  },
  { files: ['src/**/*.svelte'], plugins: { molva }, rules: { 'molva/no-literal-text': 'error' } },
  {
    files: ['src/engine/**', 'src/sw/**', 'src/boot.ts', 'scripts/**', 'tests/**'],
    rules: { 'no-restricted-globals': 'off' },
  },
  { files: ['**/*.test.ts', 'dev/**', 'tests/**'], rules: { 'max-lines': ['error', { max: 500 }] } },
  {
    files: ['src/features/*/*'],
    rules: { 'no-restricted-imports': ['error', siblings('^\\.\\./(?!\\.\\./)')] },
  },
  {
    files: ['src/features/*/*/*'],
    rules: { 'no-restricted-imports': ['error', siblings('^\\.\\./\\.\\./(?!\\.\\./)')] },
  },
  { files: ['scripts/**', '*.{js,ts}', 'tests/**'], languageOptions: { globals: globals.node } },
  {
    files: ['**/*.css'],
    plugins: { css, molva },
    language: 'css/css',
    languageOptions: { tolerant: true },
    rules: { 'molva/logical-css': 'error' },
  },
)
