import type { ToolSpec } from './model.ts'

export interface Tool {
  spec: ToolSpec
  /** Whoever asks is to allow each use of it. */
  needsApproval: boolean
}

/** Whose answer a tool is used for. The id of the call is the same when the same use is tried again. */
export interface ToolUse {
  userId: string
  runId: string
  callId: string
}

/** Who wants it used, beside for whom. */
export interface PersonaUse extends ToolUse {
  persona: string
}

export interface ToolResult {
  text: string
  failed: boolean
}

/** What models may have done on this server. */
export interface Toolbox {
  /** Those that a persona may use and that can be reached now; never rejects. */
  of(persona: string, signal: AbortSignal): Promise<readonly Tool[]>
  /** What a tool says of its own failure is a result; rejects where there is none, and once `signal` is aborted. */
  use(name: string, input: Record<string, unknown>, use: PersonaUse, signal: AbortSignal): Promise<ToolResult>
}

/** A tool in one's own code. */
export interface OwnTool {
  /** Letters, digits, `_` and `-`, 64 at most. */
  name: string
  description: string
  /** The JSON Schema of an object; left out, it is given nothing. What a model sends is not held against it. */
  parameters?: object
  /** Whoever asks is to allow each use of it. */
  needsApproval?: boolean
  /** Those that may use it; left out, the native protocol's default persona. */
  personas?: readonly string[]
  /** What it returns is told to the model: text as it is, anything else as JSON. What it throws is a failure without words. */
  run(input: Record<string, unknown>, use: ToolUse & { signal: AbortSignal }): unknown
}
