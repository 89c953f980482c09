/** The production build runs under the server's content security policy, Trusted Types included, without one report. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, test } from '@playwright/test'
import { build } from 'vite'

import { POLICY } from './policy'

const TYPES: Record<string, string> = {
  css: 'text/css',
  html: 'text/html',
  js: 'text/javascript',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
}

test('no violation from the first page to a filled form', async ({ page }, info) => {
  // It builds the client.
  test.setTimeout(240_000)
  const out = info.outputPath('build')
  await build({ build: { outDir: out }, logLevel: 'error' })
  const server = { name: 'Molva', version: '0', registration: 'open', set_up: true, max_text: 4000 }
  await page.route('https://molva.test/**', async (route) => {
    const { pathname } = new URL(route.request().url())
    if (pathname === '/api/v1/server') return route.fulfill({ json: server })
    if (pathname.startsWith('/api/')) {
      return route.fulfill({ status: 401, json: { code: 'not_signed_in', message: 'Sign in first.' } })
    }
    const file = pathname.includes('.') ? pathname : '/index.html'
    const type = TYPES[file.split('.').at(-1) ?? ''] ?? 'text/plain'
    const body = await readFile(join(out, file))
    return route.fulfill({ body, headers: { 'content-type': type, 'content-security-policy': POLICY } })
  })
  const reports: string[] = []
  page.on('console', (message) => {
    if (/content security|trusted/i.test(message.text())) reports.push(message.text())
  })
  page.on('pageerror', (error) => reports.push(error.message))
  await page.goto('https://molva.test/login')
  await page.locator('input').first().fill('anna')
  await page.locator('button[type=submit]').click()
  await page.locator('[role=alert], .note').first().waitFor()
  expect(reports).toEqual([])
})
