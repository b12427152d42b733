import { isIP, isIPv4, isIPv6, SocketAddress } from 'node:net'

const mapped = '::ffff:'
/** Of NAT64: the IPv4 address of whoever asks is its last 32 bits. */
const translated = ['64', 'ff9b', '0', '0', '0', '0']

/** One spelling of each address, and no piece of the text that it came in. */
const canonical = (address: string, family: 'ipv4' | 'ipv6'): string => new SocketAddress({ address, family }).address

function groupsOf(address: string): string[] {
  const [left = [], right = []] = address.split('::').map((part) => part.split(':').filter(Boolean))
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0')
  return [...left, ...zeros, ...right]
}

const bytesOf = (group: string): string => {
  const value = parseInt(group, 16)
  return `${value >> 8}.${value & 0xff}`
}

/** Some proxies write down the port as well, and IPv6 in brackets then. */
function withoutPort(text: string): string {
  const { bracketed, plain } = /^(?:\[(?<bracketed>[^\]]+)\]|(?<plain>[\d.]+)):\d{1,5}$/.exec(text)?.groups ?? {}
  if (bracketed !== undefined) return isIPv6(bracketed) ? bracketed : text
  return plain ?? text
}

/** Who counts as one: an IPv4 address, or the /64 that one subscriber of IPv6 chooses addresses from. */
export function addressBlock(text: string | undefined): string {
  const address = withoutPort(text ?? '')
  const version = isIP(address)
  if (version === 0) return 'unknown'
  if (version === 4) return canonical(address, 'ipv4')
  const whole = canonical(address.split('%', 1)[0] ?? '', 'ipv6')
  if (whole === '::1') return whole
  const embedded = whole.startsWith(mapped) ? whole.slice(mapped.length) : ''
  if (isIPv4(embedded)) return embedded
  const groups = groupsOf(whole)
  if (translated.every((group, i) => groups[i] === group)) return groups.slice(6).map(bytesOf).join('.')
  return `${canonical(`${groups.slice(0, 4).join(':')}::`, 'ipv6')}/64`
}
