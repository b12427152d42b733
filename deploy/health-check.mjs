// Alive, and no more: a server whose database is away must not be killed for it.
const port = process.env.PORT?.trim() || '8000'
const reply = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(4_000) }).catch(() => null)
process.exitCode = reply?.ok ? 0 : 1
