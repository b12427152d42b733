import { expect, it } from 'vitest'
import { isLoopbackHost } from '../../src/std/is-loopback-host.ts'

it.each(['localhost', 'LOCALHOST', 'app.localhost', '127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])(
  '%s stays on this machine',
  (host) => {
    expect(isLoopbackHost(host)).toBe(true)
  },
)

it.each([
  '0.0.0.0',
  '::',
  '',
  '192.168.1.2',
  '127.0.0.1.example.com',
  'localhost.example.com',
  'notlocalhost',
  '127.1',
  '::ffff:10.0.0.1',
])('%j is open to others', (host) => {
  expect(isLoopbackHost(host)).toBe(false)
})
