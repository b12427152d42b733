/** How long a `Retry-After` asks to be left alone for, in milliseconds: by seconds, also parts of one, or by a date. */
export function retryAfterMs(header: string | readonly string[] | undefined): number | undefined {
  const value = String(header ?? '').trim()
  if (/^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1000)
  // Date.parse reads far more than an HTTP date: a bare "-5" would be a month.
  const at = /^[A-Z][a-z]{2,8},? /.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now())
}
