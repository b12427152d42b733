import { inspect } from 'node:util'

/** A value that no log, template or dump can show by accident. */
export interface Secret {
  reveal(): string
  toString(): string
  toJSON(): string
}

const masked = (): string => '[secret]'

export const createSecret = (value: string): Secret =>
  Object.freeze({ reveal: () => value, toString: masked, toJSON: masked, [inspect.custom]: masked })

/** What a header can carry as it is. */
export const isSendable = (value: string): boolean => /^[\x21-\x7e]+$/.test(value)

const PLACEHOLDERS = [
  /^(sk-)?your[-_ ]/i, // your_openai_api_key_here, sk-your-key-here, your_mem0_api_key
  /^(sk-)?(\.{2,}|…|[x*]{3,})$/i, // sk-…, sk-xxxx, ****
  /(key|token|secret)[-_ ]here$/i,
  /^[<[{$].*[>\]}]$/, // <your key>, ${OPENAI_API_KEY} that nothing replaced
  /^(sk-)?(change[-_ ]?me|replace[-_ ]?me|todo)$/i,
]

/** What documents print where a key belongs, copied as it stands. */
export const isPlaceholder = (value: string): boolean => PLACEHOLDERS.some((pattern) => pattern.test(value))
