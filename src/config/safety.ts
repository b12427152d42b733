import type { EnvReader } from './env-reader.ts'
import { baseUrl, boolean, oneOf, webAddress } from './env-values.ts'
import type { Secret } from './secrets.ts'

export const safetyModes = ['strict', 'balanced', 'fast', 'off'] as const

/** How people are kept safe, and who else reads or hears of it. */
export interface SafetyChoice {
  /** Unset, each persona has its own. */
  mode: (typeof safetyModes)[number] | undefined
  /** Of the server that the model is asked of. */
  moderation: 'off' | 'openai'
  sentinel: { url: string; secret?: Secret } | undefined
  escalation: { url: string; secret?: Secret; withText: boolean } | undefined
  /** Beside the resources that come with the server. */
  resourcesFile: string | undefined
}

export const noChoice: SafetyChoice = {
  mode: undefined,
  moderation: 'off',
  sentinel: undefined,
  escalation: undefined,
  resourcesFile: undefined,
}

export function readSafety({ read, secret, text, warnings }: EnvReader): SafetyChoice | undefined {
  const url = read('SAFETY_SENTINEL_URL', baseUrl, 'an http or https address without user, password, ? and #')
  const key = secret('SAFETY_SENTINEL_SECRET')
  const webhook = read('ESCALATION_WEBHOOK', webAddress, 'an http or https address without user and password')
  const sign = secret('ESCALATION_SECRET')
  const mode = read('SAFETY', oneOf(...safetyModes), 'strict, balanced, fast or off')
  const withText = read('ESCALATION_TEXT', boolean, 'true or false')
  const moderation = read('MODERATION', oneOf('off', 'openai'), 'off or openai')
  const resourcesFile = text('CRISIS_RESOURCES_FILE')
  if (mode === 'off') {
    warnings.push(
      'SAFETY=off: nobody who is in danger is noticed, and answers go out as the model says them. Unset SAFETY for people.',
    )
  }
  if (url !== undefined && key === undefined)
    warnings.push('What is sent to SAFETY_SENTINEL_URL is not signed. Set SAFETY_SENTINEL_SECRET on both sides.')
  if (webhook !== undefined && sign === undefined)
    warnings.push('What is sent to ESCALATION_WEBHOOK is not signed. Set ESCALATION_SECRET on both sides.')
  if ([mode, moderation, url, webhook, resourcesFile].every((value) => value === undefined)) return undefined
  return {
    mode,
    moderation: moderation ?? 'off',
    sentinel: url === undefined ? undefined : { url, ...(key && { secret: key }) },
    escalation:
      webhook === undefined ? undefined : { url: webhook, withText: withText === true, ...(sign && { secret: sign }) },
    resourcesFile,
  }
}
