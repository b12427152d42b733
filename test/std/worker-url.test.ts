import { expect, test } from 'vitest'
import { workerUrl } from '../../src/std/worker-url.ts'

test('a worker is looked for in the language of whoever starts it', () => {
  expect(workerUrl('./a-worker.ts', 'file:///src/http/a.ts').href).toBe('file:///src/http/a-worker.ts')
  expect(workerUrl('./a-worker.ts', 'file:///dist/http/a.js').href).toBe('file:///dist/http/a-worker.js')
})
