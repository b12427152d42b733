import type { ModelRequest, ToolSpec } from '../../src/ports/model.ts'

export const ADD: ToolSpec = {
  name: 'add',
  description: 'Adds two numbers.',
  parameters: { type: 'object', properties: { a: { type: 'number' }, b: { type: 'number' } }, required: ['a', 'b'] },
}
export const NOW: ToolSpec = { name: 'now', description: 'Tells the time.', parameters: { type: 'object' } }
export const WITH_TOOLS = { tools: [ADD, NOW] } satisfies Partial<ModelRequest>

/** One step in which two things were done, and one before it without a word. */
export const STEPS = [
  { text: '', calls: [{ id: 'call_0', name: 'now', arguments: '{}', result: 'noon' }] },
  {
    text: 'One moment.',
    calls: [
      { id: 'call_1', name: 'add', arguments: '{"a":1,"b":2}', result: '3' },
      { id: 'call_2', name: 'add', arguments: '{"a":', result: 'The arguments are not a JSON object.' },
      { id: 'call_3', name: 'add', arguments: '[1,2]', result: 'The arguments are not a JSON object.' },
    ],
  },
] satisfies ModelRequest['steps']
