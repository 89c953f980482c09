/** Browser tests and screenshots: Debian's Chromium against the development server, on a free port. */
import { defineConfig } from '@playwright/test'

// Workers inherit the variable, so that all processes agree on one port.
process.env.WEB_PORT ??= String(20_000 + (process.pid % 20_000))
const url = `http://127.0.0.1:${process.env.WEB_PORT}`

export default defineConfig({
  testDir: 'tests',
  testMatch: '*.spec.ts',
  outputDir: 'test-results',
  workers: 1,
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
    command: `npx vite --host 127.0.0.1 --strictPort --port ${process.env.WEB_PORT}`,
    url,
    reuseExistingServer: false,
  },
})
