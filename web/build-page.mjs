import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))
const isAsked = process.argv[2] !== '--if-possible'

/** What is missing for it, where something is. */
async function findBuilder() {
  if (!existsSync(new URL('index.html', import.meta.url))) return { missing: 'its sources are not here' }
  try {
    return { build: (await import('vite')).build }
  } catch {
    return { missing: 'the development dependencies are not installed' }
  }
}

const { build, missing } = await findBuilder()
if (build) {
  // Whoever tests has another one, and React would bring along what is for developers.
  process.env.NODE_ENV = 'production'
  const started = performance.now()
  await build({ root: folder, configFile: `${folder}vite.config.ts`, logLevel: 'warn' })
  console.log(`The chat page was built in ${((performance.now() - started) / 1000).toFixed(1)} s: web/dist`)
} else {
  console.log(
    `The chat page was not built: ${missing}. The server works without it. ` +
      'For the page: npm ci with development dependencies, then npm run build:web.',
  )
  if (isAsked) process.exitCode = 1
}
