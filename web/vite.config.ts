import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)]

/** So that no request waits for a compressor. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  async writeBundle({ dir = '' }, bundle) {
    const paths = Object.keys(bundle).filter((name) => /\.(?:html|js|css|svg|json)$/.test(name))
    await Promise.all(
      paths.map(async (name) => {
        const path = join(dir, name)
        const bytes = await readFile(path)
        const kinds = { gz: await zip(bytes, { level: constants.Z_BEST_COMPRESSION }), br: await brotli(bytes) }
        for (const [ending, smaller] of Object.entries(kinds))
          if (smaller.length < bytes.length) await writeFile(`${path}.${ending}`, smaller)
      }),
    )
  },
}

const server = 'http://localhost:8000'

export default defineConfig({
  // At /app/ of a server, at the root of a host of files, or anywhere: every address in it is relative.
  base: './',
  // The packages of this repository are read as they are written.
  resolve: { tsconfigPaths: true },
  plugins: [compressed],
  // How long a busy machine takes is no warning.
  build: { modulePreload: false, reportCompressedSize: false, rolldownOptions: { checks: { bundlerTimings: false } } },
  server: { proxy: { '/v1': server, '/health': server } },
})
