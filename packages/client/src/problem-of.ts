import { ColloquyError, type Problem } from './colloquy-error.ts'

function retryAfterOf(headers: Headers): number | undefined {
  const value = headers.get('retry-after')
  if (value === null || value.trim() === '') return undefined
  const seconds = Number(value)
  if (seconds >= 0) return seconds
  const at = Date.parse(value)
  return Number.isNaN(at) ? undefined : Math.max(0, (at - Date.now()) / 1000)
}

function isRetryable(status: number, headers: Headers): boolean {
  const wish = headers.get('x-should-retry')
  return wish === null ? status === 408 || status === 429 || status >= 500 : wish === 'true'
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** What a refusal says; of one that is not in the server's own words only the status is told on. */
export async function errorOf(response: Response): Promise<ColloquyError> {
  const { status, headers } = response
  const isJson = /json/.test(headers.get('content-type') ?? '')
  const body: unknown = isJson ? await response.json().catch(() => undefined) : await response.body?.cancel()
  const told = (body ?? {}) as Partial<Problem>
  return new ColloquyError({
    status,
    title: textOf(told.title) ?? 'The server gave no answer',
    detail: textOf(told.detail) ?? `Status ${status} came back without a reason. Try again in a moment.`,
    code: textOf(told.code) ?? `http_${status}`,
    correlationId: textOf(told.correlationId) ?? headers.get('x-correlation-id') ?? undefined,
    retryAfterSeconds: retryAfterOf(headers),
    retryable: isRetryable(status, headers),
    runId: textOf(told.runId),
    errors: Array.isArray(told.errors) ? told.errors : [],
  })
}

export function unreachable(cause: unknown): ColloquyError {
  return new ColloquyError(
    {
      status: 0,
      title: 'The server cannot be reached',
      detail: 'There was no connection, or it broke off. Look whether you are online, and try again.',
      code: 'unreachable',
      retryable: true,
    },
    { cause },
  )
}
