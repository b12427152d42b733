import type { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'
import { DomainError } from '../conversation/errors.ts'
import { isLoopbackHost } from '../std/is-loopback-host.ts'
import { isBehindLast, makeLast } from './last-request.ts'

export interface HostRules {
  /** Listening for this machine only: a request for another host's name did not come from a person here. */
  loopbackOnly: boolean
}

/** Headers that decide where a request belongs and whose it is, of which Node keeps the first and others the last. */
const single = new Map([
  ['host', 'Host'],
  ['authorization', 'Authorization'],
  ['x-user-id', 'X-User-Id'],
])

function repeatedIn(rawHeaders: readonly string[]): string | undefined {
  const seen = new Set<string>()
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = single.get((rawHeaders[i] ?? '').toLowerCase())
    if (name === undefined) continue
    if (seen.has(name)) return name
    seen.add(name)
  }
  return undefined
}

/** Only `/path` says no host of its own. */
function faultOfTarget(target: string): string | undefined {
  if (target.startsWith('/')) return undefined
  if (target === '*') return 'The request is for "*", the server as a whole. Ask for a path, such as /healthz.'
  if (target.includes('://')) {
    return 'The request names a whole URL, as it is sent to a proxy. Send the path alone, and the host in the Host header.'
  }
  return 'The request names no path. Send one that begins with "/", and the host in the Host header.'
}

/** Chunks are all that servers of HTTP/1.1 agree on, and those of HTTP/1.0 do not know them. */
function faultOfFraming({ headers, httpVersion }: IncomingMessage): string | undefined {
  const coding = headers['transfer-encoding']
  if (coding === undefined) return undefined
  if (httpVersion === '1.0') {
    return 'A request of HTTP/1.0 has no Transfer-Encoding. Send it with a Content-Length, or as HTTP/1.1.'
  }
  if (coding.toLowerCase() === 'chunked') return undefined
  return 'The body is sent in another encoding than chunks. Send "Transfer-Encoding: chunked", or a Content-Length.'
}

const hostPattern = /^(?:\[(?<address>[\d:.a-f]+)\]|(?<name>[\w.~-]+))(?::(?<port>\d{0,5}))?$/i

/** Stricter than RFC 3986: what no host on a network is called is read in as many ways as there are readers. */
function nameIn(host: string): string | undefined {
  const { address, name, port = '' } = hostPattern.exec(host)?.groups ?? {}
  if (Number(port) > 65_535) return undefined
  return address === undefined || isIPv6(address) ? (address ?? name) : undefined
}

function faultOf(request: IncomingMessage): string | undefined {
  if (isBehindLast(request)) {
    return 'An earlier request on this connection was its last, and said so. Open another one for further requests.'
  }
  // Node reads 0.9 and 2.0 as well, each as something that it is not.
  if (request.httpVersion !== '1.1' && request.httpVersion !== '1.0') {
    return 'The request is of a version of HTTP that this server does not speak. Send it as HTTP/1.1.'
  }
  const repeated = repeatedIn(request.rawHeaders)
  if (repeated !== undefined) {
    return `The request has more than one ${repeated} header, and it is not clear which one holds. Send one.`
  }
  const { host } = request.headers
  if (host === undefined && request.httpVersion !== '1.0') {
    return 'The request has no Host header, which HTTP/1.1 requires. Send the name and port of this server in it.'
  }
  if (host !== undefined && nameIn(host) === undefined) {
    return 'The Host header is not the name or address of a host. Send the name and port of this server in it.'
  }
  return faultOfTarget(request.url ?? '') ?? faultOfFraming(request)
}

/** Refuses what a proxy in front may have read in another way than we would, and what was meant for another server. */
export function checkHost({ raw }: { raw: IncomingMessage }, { loopbackOnly }: HostRules): DomainError | undefined {
  const fault = faultOf(raw)
  if (fault !== undefined) {
    makeLast(raw)
    return new DomainError('bad_request', fault)
  }
  // What a trusted proxy says that it was called does not say that the request came from this machine.
  if (!loopbackOnly || isLoopbackHost(nameIn(raw.headers.host ?? '') ?? '')) return undefined
  return new DomainError(
    'misdirected',
    'This server listens for its own machine only and was asked for by another name. Use localhost, or turn authentication on with AUTH: then every name is served.',
  )
}
