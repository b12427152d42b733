import { isIP } from 'node:net'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressBlock } from '../../src/std/address-block.ts'

const group = fc.integer({ min: 0, max: 0xffff })
const groups = fc.array(fc.oneof(group, fc.constant(0)), { minLength: 8, maxLength: 8 })
const hex = (value: number): string => value.toString(16)

/** Ways to write the same eight groups. */
function spellings(address: readonly number[]): string[] {
  const plain = address.map(hex)
  const padded = plain.map((text) => text.padStart(4, '0'))
  const last = address.slice(6).flatMap((value) => [value >> 8, value & 0xff])
  const shortened = address.flatMap((value, at) => {
    if (value !== 0) return []
    const end = address.findIndex((next, i) => i > at && next !== 0)
    const rest = end === -1 ? [] : plain.slice(end)
    return [`${plain.slice(0, at).join(':')}::${rest.join(':')}`]
  })
  const all = [plain.join(':'), padded.join(':'), `${plain.slice(0, 6).join(':')}:${last.join('.')}`, ...shortened]
  return all.flatMap((text) => [text, text.toUpperCase(), `${text}%eth0`])
}

describe('who counts as one', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:192.0.2.7', '192.0.2.7'],
    ['::ffff:c000:207', '192.0.2.7'],
    ['0:0:0:0:0:ffff:192.0.2.7', '192.0.2.7'],
    ['0000:0000:0000:0000:0000:FFFF:C000:0207', '192.0.2.7'],
    ['::ffff:192.0.2.7%eth0', '192.0.2.7'],
    ['127.0.0.1', '127.0.0.1'],
    ['::ffff:127.0.0.1', '127.0.0.1'],
    ['2001:db8:0:1::', '2001:db8:0:1::/64'],
    ['2001:db8:0:1:ffff:ffff:ffff:ffff', '2001:db8:0:1::/64'],
    ['2001:0DB8:0000:0001:0000:0000:0000:0005', '2001:db8:0:1::/64'],
    ['2001:db8::1:0:0:0:5', '2001:db8:0:1::/64'],
    ['2001:db8::5', '2001:db8::/64'],
    ['2001:db8:0:1:2:3:192.0.2.7', '2001:db8:0:1::/64'],
    ['::1:2:3:4:5:192.0.2.7', '0:1:2:3::/64'],
    ['fe80::1%eth0', 'fe80::/64'],
    ['fe80::2%1', 'fe80::/64'],
    ['::1', '::1'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['::1%lo', '::1'],
    ['::', '::/64'],
    ['::2', '::/64'],
    ['::192.0.2.7', '::/64'],
    ['::ffff:0:192.0.2.7', '::/64'],
    ['192.0.2.7:5678', '192.0.2.7'],
    ['[2001:db8:0:1::1]:443', '2001:db8:0:1::/64'],
    ['[::ffff:192.0.2.7]:443', '192.0.2.7'],
    ['[fe80::1%eth0]:443', 'fe80::/64'],
    ['64:ff9b::192.0.2.7', '192.0.2.7'],
    ['64:ff9b::c000:207', '192.0.2.7'],
    ['[0064:FF9B::192.0.2.7]:443', '192.0.2.7'],
    ['64:ff9b::7', '0.0.0.7'],
    ['64:ff9b::1:c000:207', '64:ff9b::/64'],
    ['64:ff9b:1::c000:207', '64:ff9b:1::/64'],
  ])('%s is %s', (address, block) => {
    expect(addressBlock(address)).toBe(block)
  })

  it.each([
    undefined,
    '',
    ' ',
    'unknown',
    'localhost',
    '192.0.2',
    '192.0.2.256',
    '192.0.2.07',
    '192.0.2.7 ',
    '192.0.2.7:',
    '192.0.2.7:http',
    '192.0.2.7:123456',
    '192.0.2.256:80',
    '[192.0.2.7]:80',
    '[2001:db8::1]:',
    '[2001:db8::1]443',
    '192.0.2.7/32',
    '192.0.2.7%eth0',
    '[::1]',
    ':::',
    '1::2::3',
    '2001:db8',
    '2001:db8::12345',
    '1:2:3:4:5:6:7:8:9',
    '1'.repeat(100_000),
    ':'.repeat(100_000),
  ])('%j is nobody that can be told apart', (address) => {
    expect(addressBlock(address)).toBe('unknown')
  })

  it('is the same in every spelling, and for every address of a subscriber', () => {
    fc.assert(
      fc.property(groups, fc.array(group, { minLength: 4, maxLength: 4 }), (address, others) => {
        fc.pre(address.slice(0, 4).some((value) => value !== 0))
        const block = addressBlock(address.map(hex).join(':'))
        for (const spelling of spellings(address)) {
          expect(isIP(spelling), spelling).toBe(6)
          expect(addressBlock(spelling), spelling).toBe(block)
        }
        expect(addressBlock([...address.slice(0, 4), ...others].map(hex).join(':'))).toBe(block)
      }),
    )
  })

  it('is another for another subscriber, however close', () => {
    fc.assert(
      fc.property(groups, fc.nat(3), fc.nat(15), (address, at, bit) => {
        const other = address.map((value, i) => (i === at ? value ^ (1 << bit) : value))
        expect(addressBlock(other.map(hex).join(':'))).not.toBe(addressBlock(address.map(hex).join(':')))
      }),
    )
  })

  it('is an address itself where it has one, so that it may be asked for again', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
        const block = addressBlock(address)
        const [first = ''] = block.split('/64')
        expect(isIP(first)).not.toBe(0)
        expect(addressBlock(first)).toBe(block)
      }),
    )
  })

  it('never throws, whatever a header says', () => {
    const text = fc.string({ unit: fc.constantFrom('0', '1', 'f', ':', '.', '%', 'e', ' ', '\0', '[', 'é') })
    fc.assert(
      fc.property(text, (address) => {
        const bare = address.replace(/^\[(?=.*:.*\])(.*)\]:\d{1,5}$/s, '$1').replace(/^([\d.]+):\d{1,5}$/, '$1')
        expect(addressBlock(address) === 'unknown').toBe(isIP(bare) === 0)
      }),
    )
  })
})
