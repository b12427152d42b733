import { BlockList, isIPv6 } from 'node:net'

/** So many proxies in front, or those at these addresses, networks and names of networks. */
export type TrustProxy = false | number | readonly string[]

export interface TrustedProxies {
  /** Whether what an address says of those behind it is believed; `hop` counts from the one that is connected. */
  trusts(address: string, hop: number): boolean
  /** Whether a connection comes from a proxy, and therefore from many people. */
  isProxy(address: string | undefined): boolean
}

const named: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.1/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}

function listOf(names: readonly string[]): BlockList {
  const networks = new BlockList()
  for (const network of names.flatMap((name) => named[name] ?? name)) {
    const [address = '', bits] = network.split('/')
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    networks.addSubnet(address, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family)
  }
  return networks
}

export function createTrustedProxies(trust: TrustProxy): TrustedProxies {
  if (typeof trust !== 'object') {
    const hops = Number(trust)
    // Where proxies are only counted, everybody comes through one.
    return { trusts: (_address, hop) => hop < hops, isProxy: () => hops > 0 }
  }
  const networks = listOf(trust)
  const isProxy = (address: string | undefined): boolean =>
    address !== undefined && networks.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
  return { trusts: isProxy, isProxy }
}
