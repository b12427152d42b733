import type { Role } from '../../conversation/types.ts'
import { textOf } from './content.ts'
import { invalid, ownTools, unsupported } from './refusals.ts'
import { type Item, type NewResponse, roles } from './response-schema.ts'

export interface Said {
  role: Role
  content: string
}

/** What only tools say, and what they are told. */
const ofTools = /_call(?:_output)?$|^(?:mcp_|additional_tools$|program)/

const isRole = (role: string): role is (typeof roles)[number] => roles.some((one) => one === role)

function toSaid({ type, role, content }: Item, param: string): Said {
  if (type !== undefined && type !== 'message') {
    if (ofTools.test(type)) throw ownTools(`${param}.type`)
    throw unsupported(`${param}.type`, 'Only messages can be said here. Leave other items out.')
  }
  if (role === undefined)
    throw invalid(`${param}.role`, `${param} needs a role. Say who speaks.`, 'missing_required_parameter')
  if (!isRole(role)) throw invalid(`${param}.role`, `${param}.role must be one of ${roles.join(', ')}.`)
  const types = role === 'assistant' ? ['output_text', 'input_text', 'refusal'] : ['input_text']
  const said = textOf(content, `${param}.content`, types)
  return { role: role === 'developer' ? 'system' : role, content: said }
}

/** The last is what is answered. */
export function saidIn({ input }: Pick<NewResponse, 'input'>): Said[] {
  if (typeof input === 'string') return [{ role: 'user', content: textOf(input, 'input', []) }]
  return input.map((item, i) => toSaid(item, `input[${i}]`))
}

export const toSaidItems = (items: readonly Item[], param: string): Said[] =>
  items.map((item, i) => toSaid(item, `${param}[${i}]`))

export const isSystem = ({ role }: Said): boolean => role === 'system'
