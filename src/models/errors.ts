import type { RunError } from '../conversation/types.ts'
import type { ModelErrorCode } from '../ports/model.ts'

const again = 'Send the message again in a moment.'
const operator = 'The operator of this server finds the reason in its log.'

const sentences: Record<ModelErrorCode, [title: string, detail: string]> = {
  unreachable: ['The model could not be reached', `No connection to the model's server came about. ${again}`],
  timeout: ['The answer timed out', `The model took longer than this server waits for it. ${again}`],
  rate_limited: [
    'The model is busy',
    'The model accepts no more requests for now. Send the message again in a minute.',
  ],
  unavailable: ['The model failed', `The model's server reported a failure of its own. ${again}`],
  refused: ['The model refused the request', `The model's server does not accept this request as it is. ${operator}`],
  interrupted: [
    'The answer broke off',
    `The model's server closed the connection before the answer was complete. ${again}`,
  ],
  garbled: ['The answer was unreadable', `The model's server sent something that is no answer. ${operator}`],
  empty: ['The model said nothing', `The model ended its answer before it wrote a word. ${again}`],
  too_long: ['The answer was too long', 'The model wrote more than one answer may hold. Ask for something shorter.'],
  cancelled: ['The answer was cancelled', again],
}

/** What a person is told; the provider's own words stay in the log. */
export function describeModelError(code: ModelErrorCode): RunError {
  const [title, detail] = sentences[code]
  return { title, detail, code: `model_${code}` }
}
