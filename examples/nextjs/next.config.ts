// Read when it is built: `next start` asks where it was told to then.
const server = process.env['COLLOQUY_URL'] ?? 'http://localhost:8000'

export default {
  // To the browser page and server are one origin, so nobody has to allow another one.
  rewrites: async () => [{ source: '/ai-sdk/:path*', destination: `${server}/ai-sdk/:path*` }],
  // The compressor would keep the words of an answer until there are kilobytes of them.
  compress: false,
}
