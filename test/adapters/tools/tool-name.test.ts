import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { toolName } from '../../../src/adapters/tools/tool-name.ts'

test('plain names stay what they are', () => {
  expect(toolName('files', 'read_file')).toBe('files__read_file')
  expect(toolName('files', '_read__file_')).toBe('files___read__file_')
  expect(toolName('a'.repeat(30), 'b'.repeat(32))).toBe(`${'a'.repeat(30)}__${'b'.repeat(32)}`)
})

test('a name is the same in every release: it is on record', () => {
  expect(toolName('my server', 'read.file')).toBe('my_server__read_file_64479f49')
})

test.for([
  ['a b', 'c', 'a.b', 'c'],
  ['a', 'b.c', 'a', 'b_c'],
  ['a__b', 'c', 'a', 'b__c'],
  ['a_', 'b', 'a', '_b'],
  ['a', `${'x'.repeat(80)}1`, 'a', `${'x'.repeat(80)}2`],
])('%s and %s are another tool than %s and %s', ([server, tool, otherServer, otherTool]) => {
  expect(toolName(server ?? '', tool ?? '')).not.toBe(toolName(otherServer ?? '', otherTool ?? ''))
})

test('whatever a server calls its tools, every provider takes the name, and no two are one', () => {
  const name = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('_', 'a', '.', ' ') }),
    fc.string({ minLength: 60 }),
  )
  fc.assert(
    fc.property(name, name, name, name, (server, tool, otherServer, otherTool) => {
      const one = toolName(server, tool)
      expect(one).toMatch(/^[A-Za-z0-9_-]{1,64}$/)
      if (server !== otherServer || tool !== otherTool) expect(toolName(otherServer, otherTool)).not.toBe(one)
    }),
  )
})
