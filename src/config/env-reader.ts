import { readFileSync } from 'node:fs'
import { errorCode } from '../std/error-code.ts'
import type { Parse } from './env-values.ts'
import { createSecret, isPlaceholder, isSendable, type Secret } from './secrets.ts'

export type Environment = Record<string, string | undefined>

export interface EnvReader {
  /** An empty or blank value is none. */
  text: (name: string) => string | undefined
  read: <Value>(name: string, parse: Parse<Value>, expected: string) => Value | undefined
  /** Also from the file that `<name>_FILE` names. */
  textOrFile: (name: string) => string | undefined
  /** Also from such a file. */
  secret: (name: string) => Secret | undefined
  problems: string[]
  warnings: string[]
}

export const createEnvReader = (environment: Environment): EnvReader => {
  const problems: string[] = []
  const warnings: string[] = []

  const text = (name: string): string | undefined => {
    const value = environment[name]?.trim()
    return value === '' ? undefined : value
  }

  const fileText = (name: string, path: string): string | undefined => {
    try {
      const content = readFileSync(path, 'utf8').trim()
      if (content !== '') return content
      problems.push(`${name} names an empty file. Write the secret into it, or unset ${name}.`)
    } catch (error) {
      problems.push(
        `${name} names a file that cannot be read (${errorCode(error)}). Correct the path or its permissions.`,
      )
    }
    return undefined
  }

  const secretText = (name: string): string | undefined => {
    const fileName = `${name}_FILE`
    const own = text(name)
    const path = text(fileName)
    if (path === undefined) return own
    if (own === undefined) return fileText(fileName, path)
    problems.push(`${name} and ${fileName} are both set, and only one can hold. Unset one of them.`)
    return undefined
  }

  return {
    problems,
    warnings,
    text,
    textOrFile: secretText,

    read(name, parse, expected) {
      const value = text(name)
      if (value === undefined) return undefined
      const parsed = parse(value)
      if (parsed === undefined) problems.push(`${name} must be ${expected}. Correct it, or unset it for the default.`)
      return parsed
    },

    secret(name) {
      const value = secretText(name)
      if (value === undefined) return undefined
      if (isPlaceholder(value)) {
        warnings.push(`${name} holds the placeholder of a document and counts as unset. Put your own value there.`)
        return undefined
      }
      if (isSendable(value)) return createSecret(value)
      problems.push(`${name} must be one line of ASCII letters, digits and signs without spaces. Copy it again.`)
      return undefined
    },
  }
}
