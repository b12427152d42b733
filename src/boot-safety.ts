import type { Config } from './config/config.ts'
import type { Escalation } from './conversation/escalation.ts'
import type { Logger } from './observe/logger.ts'
import type { Classifier } from './ports/classifier.ts'
import type { People } from './ports/people.ts'
import { createAskClassifiers } from './safety/ask-classifiers.ts'
import { type LoadedSafety, loadSafety } from './safety/load-safety.ts'
import { readResources, staleRows } from './safety/texts/resources.ts'

interface Around {
  people: Pick<People, 'settings'>
  log: Logger
  now(): number
  stack: AsyncDisposableStack
}

/** Who reads texts beside our own rules. */
async function chooseClassifiers(config: Config, stack: AsyncDisposableStack): Promise<Classifier[]> {
  const { safety, model, timeouts } = config
  const classifiers: Classifier[] = []
  if (safety.mode === 'off') return classifiers
  const { connectMs } = timeouts
  if (safety.moderation === 'openai' && model.kind === 'openai') {
    const { createOpenAiModeration } = await import('./adapters/moderation/openai-moderation.ts')
    const { baseUrl, apiKey } = model
    classifiers.push(createOpenAiModeration({ baseUrl, connectMs, ...(apiKey && { apiKey: apiKey.reveal() }) }))
  }
  if (safety.sentinel) {
    const { createSentinel } = await import('./adapters/moderation/sentinel.ts')
    const { url, secret } = safety.sentinel
    classifiers.push(createSentinel({ url, connectMs, ...(secret && { secret: secret.reveal() }) }))
  }
  for (const classifier of classifiers) stack.use(classifier)
  return classifiers
}

export async function chooseSafety(config: Config, { people, log, now, stack }: Around): Promise<LoadedSafety> {
  const { mode, resourcesFile, escalation } = config.safety
  const resources = readResources(resourcesFile)
  const stale = staleRows(resources, new Date(now())).length
  if (stale > 0) {
    const detail = 'Crisis resources were last checked more than 180 days ago. Check them against their sources.'
    log.warning('configuration_warning', { detail, count: stale })
  }
  const asks = createAskClassifiers({
    classifiers: await chooseClassifiers(config, stack),
    now: () => performance.now(),
    onTrouble: (name, error) => log.warning('engine_problem', { reason: `safety ${name}`, error }),
  })
  return loadSafety({ mode, asks, resources, escalates: escalation !== undefined, settings: people.settings, now })
}

/** Who is told outside of somebody in danger. */
export async function chooseEscalation(
  { safety: { escalation, mode }, timeouts }: Config,
  stack: AsyncDisposableStack,
): Promise<Escalation | undefined> {
  if (!escalation || mode === 'off') return undefined
  const { createSendEscalation } = await import('./adapters/webhook/send-escalation.ts')
  const { url, secret, withText } = escalation
  const { connectMs } = timeouts
  const sender = stack.use(createSendEscalation({ url, connectMs, ...(secret && { secret: secret.reveal() }) }))
  return { send: sender.send, withText }
}
