import { ownTools, unsupported } from './refusals.ts'

type Body = Readonly<Record<string, unknown>>

/** Whether a field says anything: what it would be without a word is as good as left out. */
export const isSet = (value: unknown): boolean =>
  value !== undefined &&
  value !== null &&
  value !== false &&
  value !== 0 &&
  !(Array.isArray(value) && value.length === 0) &&
  !(typeof value === 'object' && Object.keys(value).length === 0)

/** What would change the answer and cannot be had: left out in silence, it would be missed. */
const common: Readonly<Record<string, string>> = {
  logit_bias: 'Single tokens cannot be made likelier here',
  top_logprobs: 'How likely each token was is not known here',
  moderation: 'How an answer is moderated is not for a request to say here',
}

const ofChat: Readonly<Record<string, string>> = {
  ...common,
  logprobs: 'How likely each token was is not known here',
  audio: 'This server answers in text alone',
  stop: 'An answer cannot be ended at a word here',
  web_search_options: 'A model cannot be sent to search here',
}

const ofResponses: Readonly<Record<string, string>> = {
  ...common,
  prompt: 'Prompts are not kept here: send `instructions`',
  context_management: 'How a history is made to fit is not for a request to say here',
}

function refuseAll(body: Body, refused: Readonly<Record<string, string>>): void {
  for (const [param, why] of Object.entries(refused))
    if (isSet(body[param])) throw unsupported(param, `${why}. Leave \`${param}\` out.`)
  const { top_p: topP } = body
  if (topP != null && topP !== 1)
    throw unsupported('top_p', 'Answers are drawn by `temperature` alone here. Leave `top_p` out, or let it be 1.')
  for (const param of ['tools', 'functions']) if (isSet(body[param])) throw ownTools(param)
}

export function refuseOfChat(body: Body): void {
  refuseAll(body, ofChat)
  const { n, modalities } = body
  if (n != null && n !== 1)
    throw unsupported('n', 'A request has one answer here. Leave `n` out, or ask several times.')
  if (Array.isArray(modalities) && modalities.some((one) => one !== 'text'))
    throw unsupported('modalities', 'This server answers in text alone. Leave `modalities` out.')
}

export const refuseOfResponses = (body: Body): void => refuseAll(body, ofResponses)
