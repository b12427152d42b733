import { defineConfig } from 'vite'

const server = process.env['COLLOQUY_URL'] ?? 'http://localhost:8000'

export default defineConfig({
  // Page and server are one origin to the browser, so nobody has to allow another one.
  server: { proxy: { '/v1': server } },
  // In this repository the packages are read as they are written, and have a React of their own beside them.
  resolve: { tsconfigPaths: true, dedupe: ['react', 'react-dom'] },
})
