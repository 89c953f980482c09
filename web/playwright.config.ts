/** Browser tests and pictures: Debian's Chromium against the built development pages, on a free port. */
import { defineConfig } from '@playwright/test'

// Workers inherit the variable, so that all processes agree on one port.
process.env.WEB_PORT ??= String(20_000 + (process.pid % 20_000))
const url = `http://127.0.0.1:${process.env.WEB_PORT}`

export default defineConfig({
  testDir: 'tests',
  testMatch: '*.spec.ts',
  outputDir: 'test-results',
  // One more than the smallest machine has cores: a page that is waited for leaves its core to another.
  workers: 3,
  fullyParallel: true,
  // The machine may be busy with anything.
  timeout: 90_000,
  expect: { timeout: 30_000 },
  reporter: 'line',
  use: {
    baseURL: url,
    locale: 'ru-RU',
    timezoneId: 'Europe/Moscow',
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--font-render-hinting=none',
      ],
    },
  },
  webServer: {
    command:
      'npx vite build --config vite.pages.config.ts --logLevel error && ' +
      `npx vite preview --config vite.pages.config.ts --host 127.0.0.1 --strictPort --port ${process.env.WEB_PORT}`,
    url: `${url}/dev/`,
    reuseExistingServer: false,
    timeout: 300_000,
  },
})
