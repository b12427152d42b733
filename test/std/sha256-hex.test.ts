import { expect, it } from 'vitest'
import { sha256Hex } from '../../src/std/sha256-hex.ts'

it('is the published digest of "abc", for text and for bytes', () => {
  const digest = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  expect(sha256Hex('abc')).toBe(digest)
  expect(sha256Hex(Buffer.from('abc'))).toBe(digest)
})

it('hashes text as UTF-8', () => {
  expect(sha256Hex('你😀')).toBe(sha256Hex(Buffer.from('你😀', 'utf8')))
})
