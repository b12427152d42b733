import { isIP, isIPv4, SocketAddress } from 'node:net'

const mapped = '::ffff:'

/** One spelling of each address, and no piece of the text that it came in. */
const canonical = (address: string, family: 'ipv4' | 'ipv6'): string => new SocketAddress({ address, family }).address

function firstHalf(address: string): string[] {
  const [left = [], right = []] = address.split('::').map((part) => part.split(':').filter(Boolean))
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0')
  return [...left, ...zeros, ...right].slice(0, 4)
}

/** Who counts as one: an IPv4 address, or the /64 that one subscriber of IPv6 chooses addresses from. */
export function addressBlock(address: string | undefined): string {
  const version = isIP(address ?? '')
  if (address === undefined || version === 0) return 'unknown'
  if (version === 4) return canonical(address, 'ipv4')
  const whole = canonical(address.split('%', 1)[0] ?? '', 'ipv6')
  if (whole === '::1') return whole
  const embedded = whole.startsWith(mapped) ? whole.slice(mapped.length) : ''
  if (isIPv4(embedded)) return embedded
  return `${canonical(`${firstHalf(whole).join(':')}::`, 'ipv6')}/64`
}
