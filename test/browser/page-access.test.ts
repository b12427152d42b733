import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname } from 'node:path'
import { expect, test } from 'vitest'
import { startChatSite } from './chat-site.ts'
import { answers, becomes, focused, reads, say, talk, textbox } from './page-steps.ts'
import { visit } from './visit.ts'

const adminKey = 'the-operators-key-of-these-tests-alone'

test('who must sign in is asked, keeps what was written, and is forgotten with the tab unless told otherwise', async () => {
  await using site = await startChatSite({ AUTH: 'keys', ADMIN_KEY: adminKey })
  const { json } = await site
    .process()
    .client.post('/v1/admin/keys', { name: 'a test', userId: 'ann' }, { authorization: `Bearer ${adminKey}` })
  const { key } = json as { key: string }
  const visitor = await visit(site.url)
  visitor.forgive(/401/)
  const addresses: string[] = []
  visitor.context.on('request', (request) => addresses.push(request.url()))
  const page = await visitor.open()
  const token = page.getByLabel('Token')
  await token.fill('wrong')
  await token.press('Enter')
  await reads(page.getByRole('alert'), 'Who asks is not known')
  await token.fill(key)
  await token.press('Enter')
  site.model.reply('Hello, Ann.')
  await talk(page, 'Who am I?', 'Hello, Ann.')
  await page.reload()
  await reads(answers(page), 'Hello, Ann.')
  const elsewhere = await visitor.open()
  await elsewhere.getByLabel('Token').waitFor()
  await elsewhere.getByRole('checkbox', { name: /Stay signed in/ }).check()
  await elsewhere.getByLabel('Token').fill(key)
  await elsewhere.getByRole('button', { name: 'Sign in' }).click()
  await textbox(elsewhere).waitFor()
  const third = await visitor.open()
  await third.getByRole('navigation', { name: 'Conversations' }).getByText('Who am I?').waitFor()
  await third.getByRole('button', { name: 'Settings' }).click()
  await third.getByRole('button', { name: 'Sign out' }).click()
  await third.getByLabel('Token').waitFor()
  expect(
    await third.evaluate(
      (secret) => (JSON.stringify(localStorage) + JSON.stringify(sessionStorage)).includes(secret),
      key,
    ),
  ).toBe(false)
  expect(addresses.filter((address) => address.includes(key))).toEqual([])
})

test('a right that is withdrawn while one writes costs no word', async () => {
  await using site = await startChatSite({ AUTH: 'keys', ADMIN_KEY: adminKey })
  const authorization = `Bearer ${adminKey}`
  const { client } = site.process()
  const { id, key } = (await client.post('/v1/admin/keys', { name: 'a test', userId: 'ann' }, { authorization }))
    .json as {
    id: string
    key: string
  }
  const visitor = await visit(site.url)
  visitor.forgive(/401/)
  const page = await visitor.open()
  await page.getByLabel('Token').fill(key)
  await page.getByLabel('Token').press('Enter')
  await textbox(page).waitFor()
  // Not before: whatever the page still reads at its beginning would be refused, and the box gone that is written into.
  await page.route('**/v1/conversations', async (route) => {
    if (route.request().method() === 'POST')
      await client.call('DELETE', `/v1/admin/keys/${id}`, { headers: { authorization } })
    await route.continue()
  })
  await say(page, 'My long and careful message')
  await page.getByLabel('Token').waitFor()
  const next = (await client.post('/v1/admin/keys', { name: 'a test', userId: 'ann' }, { authorization })).json as {
    key: string
  }
  await page.getByLabel('Token').fill(next.key)
  await page.getByLabel('Token').press('Enter')
  await becomes(() => textbox(page).inputValue(), 'My long and careful message')
  await becomes(() => focused(page), 'Message')
})

test('a right that is withdrawn while one puts a message in other words costs no word either', async () => {
  await using site = await startChatSite({ AUTH: 'keys', ADMIN_KEY: adminKey })
  const authorization = `Bearer ${adminKey}`
  const { client } = site.process()
  const newKey = async () =>
    (await client.post('/v1/admin/keys', { name: 'a test', userId: 'ann' }, { authorization })).json as {
      id: string
      key: string
    }
  const { id, key } = await newKey()
  const visitor = await visit(site.url)
  visitor.forgive(/401/)
  const page = await visitor.open()
  await page.getByLabel('Token').fill(key)
  await page.getByLabel('Token').press('Enter')
  site.model.reply('Heard.')
  await talk(page, 'First words', 'Heard.')
  await textbox(page).fill('Also written')
  await page.route('**/messages', async (route) => {
    if (route.request().method() === 'POST')
      await client.call('DELETE', `/v1/admin/keys/${id}`, { headers: { authorization } })
    await route.continue()
  })
  await page.getByRole('button', { name: 'Edit' }).click()
  const editor = page.getByRole('textbox', { name: 'Edit message' })
  await editor.fill('Other words')
  await editor.press('Enter')
  await page.getByLabel('Token').fill((await newKey()).key)
  await page.getByLabel('Token').press('Enter')
  await becomes(() => textbox(page).inputValue(), 'Other words\n\nAlso written')
})

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

test('on a host of files alone the page speaks with the server that it names', async () => {
  await using host = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://host').pathname.replace(/^\/chat\//, '') || 'index.html'
    readFile(new URL(`../../web/dist/${name}`, import.meta.url)).then(
      (bytes) => {
        const body =
          name === 'index.html'
            ? bytes.toString().replace(/(name="colloquy-server"\s+content=")/, `$1${site.url}`)
            : bytes
        response.writeHead(200, { 'content-type': types[extname(name)] ?? 'text/plain' }).end(body)
      },
      () => response.writeHead(404).end(),
    )
  }).listen(0, '127.0.0.1')
  await once(host, 'listening')
  const origin = `http://127.0.0.1:${(host.address() as AddressInfo).port}`
  await using site = await startChatSite({ CORS_ORIGINS: origin })
  const visitor = await visit(origin)
  visitor.forgive(new RegExp(`^Asked another origin: ${site.url}/`))
  const page = await visitor.open('/chat/')
  const steps = site.model.stepped(['From', ' afar.'])
  await say(page, 'Where are you?')
  steps.release()
  await reads(answers(page), 'From')
  await page.waitForURL(/\/chat\/#\/c\//)
  await page.reload()
  steps.releaseAll()
  await reads(answers(page), 'From afar.')
  host.closeAllConnections()
})
