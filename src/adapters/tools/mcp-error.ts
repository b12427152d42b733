export type McpErrorCode =
  | 'unreachable'
  | 'ended'
  | 'timeout'
  | 'cancelled'
  | 'denied'
  | 'refused'
  | 'unavailable'
  | 'lost'
  | 'garbled'
  | 'version'
  | 'resting'
  | 'busy'

/** For the log: names of what went wrong, never what was asked or answered, nor where. */
export interface McpCause {
  reason: string
  status?: number
  /** The last line that a process wrote to stderr, without what it was given to keep. */
  stderr?: string
}

const sentences: Readonly<Record<McpErrorCode, string>> = {
  unreachable: 'The tool server cannot be reached. See that it runs, and that its entry in MCP_SERVERS_FILE is right',
  ended: 'The tool server has ended. It is started again when it is needed',
  timeout: 'The tool server did not answer in time',
  cancelled: 'Nobody waits for the tool server any more',
  denied: 'The tool server does not accept the credentials. Correct the headers of its entry in MCP_SERVERS_FILE',
  refused: 'The tool server does not accept the request. See that the address in MCP_SERVERS_FILE is its own',
  unavailable: 'The tool server failed, or accepts no more for now',
  lost: 'The tool server knows the session no more',
  garbled: 'What the tool server sends is not the Model Context Protocol',
  version: 'The tool server speaks no version of the Model Context Protocol that is known here',
  resting: 'The tool server has failed, and is left alone for a while',
  busy: 'The tool server does not read what it is sent',
}

/** The one error of the way to a tool server. */
export class McpError extends Error {
  readonly code: McpErrorCode
  override readonly cause: McpCause

  constructor(code: McpErrorCode, cause: McpCause) {
    super(sentences[code])
    this.name = 'McpError'
    this.code = code
    this.cause = cause
  }
}

/** What a server says instead of a result. Its words are for the model, and in no line of the log. */
export class McpRefusal extends Error {
  readonly code: number
  readonly said: string

  constructor(code: number, said: string) {
    super('The tool server answered with an error')
    this.name = 'McpRefusal'
    this.code = code
    this.said = said
  }
}
