import type { WireRequest } from './dialect.ts'

/** More than a browser sends, and no more is kept. */
const longest = 200

/** What a request says beside its body that its answer may need. */
export function saidWith({ correlationId, header }: Pick<WireRequest, 'correlationId' | 'header'>) {
  const acceptLanguage = header('accept-language')?.slice(0, longest)
  return { correlationId, ...(acceptLanguage !== undefined && { acceptLanguage }) }
}
