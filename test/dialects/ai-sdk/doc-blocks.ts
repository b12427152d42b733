import { readFileSync } from 'node:fs'
import { createViteServer } from 'vitest/node'

/** The code of a page of the documentation, in its order. */
export function blocksOf(page: string, language: string): string[] {
  const text = readFileSync(new URL(`../../../docs/${page}`, import.meta.url), 'utf8')
  return [...text.matchAll(/^```(?<language>\w+)\n(?<code>.*?)^```$/gms)]
    .filter(({ groups }) => groups?.['language'] === language)
    .map(({ groups }) => groups?.['code'] ?? '')
}

/** Runs a block as a module of its own. */
export async function loadBlock(code: string): Promise<Record<string, unknown>> {
  const file = 'a-block.tsx'
  const vite = await createViteServer({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    plugins: [
      {
        name: 'block',
        enforce: 'pre',
        resolveId: (id) => (id === `/${file}` ? `/${file}` : undefined),
        load: (id) => (id === `/${file}` ? code : undefined),
      },
    ],
  })
  try {
    return await vite.ssrLoadModule(`/${file}`)
  } finally {
    await vite.close()
  }
}

/** The same, on a server that is elsewhere than where the page looks for it. */
export function movedTo(url: string, code: string, from: string): string {
  const moved = code.replaceAll(from, url)
  if (moved === code) throw new Error(`The block does not name ${from}`)
  return moved
}
