import { joinToolboxes } from './adapters/tools/join-toolboxes.ts'
import { createMcpToolbox, type McpPlace } from './adapters/tools/mcp-toolbox.ts'
import { createOwnTools } from './adapters/tools/own-tools.ts'
import type { Config } from './config/config.ts'
import type { McpPlaceChoice } from './config/mcp-servers.ts'
import type { Secret } from './config/secrets.ts'
import type { Logger } from './observe/logger.ts'
import { defaultPersona } from './personas/personas.ts'
import type { OwnTool, Toolbox } from './ports/tools.ts'

interface Around {
  log: Logger
  stack: AsyncDisposableStack
}

const reveal = (secret: Secret): string => secret.reveal()

const revealAll = (secrets: Readonly<Record<string, Secret>>): Record<string, string> =>
  Object.fromEntries(Object.entries(secrets).map(([name, secret]) => [name, secret.reveal()]))

function placeOf(place: McpPlaceChoice): McpPlace {
  if (place.kind === 'http') return { kind: 'http', url: place.url.reveal(), headers: revealAll(place.headers) }
  const { args, env, hidden } = place
  return { ...place, args: args.map(reveal), env: revealAll(env), hidden: hidden.map(reveal) }
}

/** What models may have done; undefined where that is nothing. */
export function chooseToolbox(
  { mcpServers, timeouts }: Config,
  own: readonly OwnTool[] = [],
  { log, stack }: Around,
): Toolbox | undefined {
  const boxes: Toolbox[] = []
  if (own.length > 0) boxes.push(createOwnTools(own, defaultPersona))
  if (mcpServers.length > 0) {
    const mcp = createMcpToolbox({
      servers: mcpServers.map(({ place, ...rules }) => ({ ...rules, place: placeOf(place) })),
      connectMs: timeouts.connectMs,
      now: () => performance.now(),
      onTrouble: (name, error) => log.warning('engine_problem', { reason: `tools ${name}`, error }),
    })
    boxes.push(stack.use(mcp))
  }
  return boxes.length === 0 ? undefined : joinToolboxes(boxes)
}
