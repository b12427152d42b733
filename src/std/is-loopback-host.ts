import { isIPv4 } from 'node:net'

/** Whether a host name or address can only be reached from this machine. */
export const isLoopbackHost = (host: string): boolean => {
  const name = host.toLowerCase()
  if (name === 'localhost' || name.endsWith('.localhost') || name === '::1') return true
  const address = name.startsWith('::ffff:') ? name.slice('::ffff:'.length) : name
  return isIPv4(address) && address.startsWith('127.')
}
