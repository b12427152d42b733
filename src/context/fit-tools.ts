import type { ModelRequest, ToolStep } from '../ports/model.ts'
import type { Tool } from '../ports/tools.ts'
import { limitsOf, uncountedScale } from './limits.ts'
import { shorten } from './shorten.ts'
import { estimateResults, estimateTool, estimateWithoutResults } from './tokens.ts'
import { type Window, windowOf } from './window-of.ts'

/** What a small window keeps free of history for tools and what they give. */
const keptShare = 1 / 4
/** What they give needs room as well as what they are. */
const toolShare = 1 / 2

export const besideTools = (window: Window): Window => ({ ...window, tokens: window.tokens * (1 - keptShare) })

/** What the window of its model leaves beside what is asked and what is answered. */
function roomBeside(request: ModelRequest): number {
  const { model, maxTokens } = request
  const { most } = limitsOf({ budgetTokens: Infinity, window: windowOf(model), maxTokens }, uncountedScale)
  return Math.max(0, most - estimateWithoutResults(request))
}

/** Those that there is room for, in their order. */
export function fitTools(request: ModelRequest, tools: readonly Tool[]): readonly Tool[] {
  let left = roomBeside(request) * toolShare
  return tools.filter(({ spec }) => (left -= estimateTool(spec)) >= 0)
}

/** The length to which results of these lengths are cut for all of them to fit: what is shorter stays whole. */
function lengthWithin(room: number, lengths: readonly number[]): number {
  let left = room
  let others = lengths.length
  for (const length of lengths.toSorted((a, b) => a - b)) {
    if (length * others > left) return Math.floor(left / others)
    left -= length
    others--
  }
  return Infinity
}

/** The same with the longest results of tools cut until there is room for all of them, and for the answer. */
export function fitSteps(request: ModelRequest): ModelRequest {
  const { steps } = request
  if (!steps) return request
  const length = lengthWithin(roomBeside(request), estimateResults(steps))
  if (length === Infinity) return request
  const fit = ({ text, calls }: ToolStep): ToolStep => ({
    text,
    calls: calls.map((call) => ({ ...call, result: shorten(call.result, length) })),
  })
  return { ...request, steps: steps.map(fit) }
}
