import { isObject } from './mcp-wire.ts'

/** A tool in the words of its server. */
export interface ListedTool {
  name: string
  description: string
  parameters: object
  /** It says so itself. */
  isDestructive: boolean
}

const most = { name: 256, description: 4_096, schema: 65_536 }

/** Undefined where no model could be offered it. */
export function readTool(value: unknown): ListedTool | undefined {
  if (!isObject(value)) return undefined
  const { name, title, description, inputSchema: schema, annotations, execution } = value
  if (typeof name !== 'string' || name === '' || name.length > most.name) return undefined
  if (!isObject(schema) || schema['type'] !== 'object') return undefined
  if (JSON.stringify(schema).length > most.schema) return undefined
  // Its result would come later, by requests that are not made here.
  if (isObject(execution) && execution['taskSupport'] === 'required') return undefined
  const about = [description, title, name].find((text) => typeof text === 'string' && text.trim() !== '') as string
  return {
    name,
    description: about.slice(0, most.description).toWellFormed(),
    // Some providers refuse an object that does not say what is in it.
    parameters: { ...schema, properties: schema['properties'] ?? {} },
    isDestructive: isObject(annotations) && annotations['destructiveHint'] === true,
  }
}
