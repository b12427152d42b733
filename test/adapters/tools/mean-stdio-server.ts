import { spawn } from 'node:child_process'
import { appendFileSync, existsSync } from 'node:fs'
import { createInterface } from 'node:readline'

/** A server by hand, as bad as its one argument says. The second names a file in which it tells what it sees. */
const [how = 'good', diary = ''] = process.argv.slice(2)

interface Message {
  id?: number
  method?: string
  params?: { cursor?: string; name?: string; protocolVersion?: string }
  result?: unknown
  error?: { code: number }
}

const say = (message: object): void => void process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
const note = (line: string): void => {
  if (diary !== '') appendFileSync(diary, `${line}\n`)
}
const tool = (name: string) => ({ name, inputSchema: { type: 'object' } })

let isMute = how === 'mute'
let lists = 0
const heard: Message[] = []

function list(cursor = '0'): object {
  lists += 1
  if (how === 'pages') {
    const next = Number(cursor) + 1
    return { tools: [tool(`page-${cursor}`)], ...(next < 3 && { nextCursor: String(next) }) }
  }
  if (how === 'endless') return { tools: [tool(`page-${cursor}`)], nextCursor: String(Number(cursor) + 1) }
  if (how === 'many') return { tools: Array.from({ length: 300 }, (_, i) => tool(`tool-${i}`)) }
  if (how === 'crowd') {
    const from = Number(cursor)
    return { tools: Array.from({ length: 200 }, (_, i) => tool(`tool-${from + i}`)), nextCursor: String(from + 200) }
  }
  if (how === 'circle') return { tools: [tool(`page-${lists}`)], nextCursor: 'again' }
  if (how === 'odd tools') {
    const long = 'x'.repeat(300)
    const deep = { name: 'late', inputSchema: { type: 'object' }, execution: { taskSupport: 'required' } }
    const huge = { name: 'huge', inputSchema: { type: 'object', description: 'x'.repeat(70_000) } }
    return {
      tools: [
        null,
        7,
        {},
        { name: 'bare' },
        tool(''),
        tool(long),
        deep,
        huge,
        tool('good'),
        { ...tool('good'), title: 'Second' },
      ],
    }
  }
  return {
    tools: ['answer', 'leave', 'hang', 'stall', 'flood', 'batch', 'heard', 'refuse', 'nothing', 'huge'].map(tool),
  }
}

function call(id: number, name: string): void {
  const text = (text: string): void => say({ id, result: { content: [{ type: 'text', text }] } })
  if (name === 'hang') isMute = true
  else if (name === 'leave') process.exit(5)
  else if (name === 'stall') return
  else if (name === 'flood') process.stdout.write('x'.repeat(5 << 20))
  else if (name === 'batch')
    process.stdout.write(
      `${JSON.stringify([{ jsonrpc: '2.0', id, result: { content: [{ type: 'text', text: 'One of many' }] } }])}\n`,
    )
  else if (name === 'heard') text(JSON.stringify(heard))
  else if (name === 'refuse') say({ id, error: { code: -32_602, message: 'Say which letter you mean' } })
  else if (name === 'nothing') say({ id, result: 7 })
  else if (name === 'huge') text('y'.repeat(200_000))
  else text('Well')
}

function hear(message: Message): void {
  note(message.method ?? 'reply')
  if (isMute) return
  const { id, method, params = {} } = message
  if (id === undefined) return
  if (method === undefined) heard.push(message)
  else if (method === 'initialize') {
    const old = { old: '2024-11-05', future: '2099-01-01' }[how]
    if (how === 'noise') process.stdout.write('Listening on stdio\n{"level":30}\n{broken\n\n\x00\xff\n')
    say({ id, result: { protocolVersion: old ?? params.protocolVersion, capabilities: { tools: {} }, serverInfo: {} } })
    if (how === 'asks') {
      for (const [i, asked] of ['sampling/createMessage', 'roots/list', 'elicitation/create', 'ping'].entries())
        say({ id: i, method: asked, params: {} })
    }
  } else if (method === 'ping') say({ id, result: {} })
  else if (method === 'tools/list') say({ id, result: list(params.cursor) })
  else if (method === 'tools/call') call(id, params.name ?? '')
}

note(`start ${process.pid}`)
if (how === 'dies' || (how === 'dies once' && !existsSync(`${diary}.lived`))) {
  if (diary !== '') appendFileSync(`${diary}.lived`, '')
  process.stderr.write(`A first line\nNo account for ${process.env['ACCOUNT']} at ${'z'.repeat(500)}\n`)
  process.exitCode = 4
} else {
  if (['stubborn', 'forks', 'tidies'].includes(how)) {
    if (how === 'stubborn') process.on('SIGTERM', () => {})
    const tidy = "setTimeout(() => { note('tidied'); process.exit() }, 200)"
    const stays = `const note = (line) => require('node:fs').appendFileSync(process.argv[1], line + '\\n')
      process.on('SIGTERM', () => ${how === 'tidies' ? tidy : '{}'}); setInterval(() => {}, 1e6); note('ready')`
    const stdio = how === 'forks' ? 'ignore' : 'inherit'
    const child = spawn(process.execPath, ['-e', stays, diary], { stdio })
    note(`child ${child.pid}`)
    setInterval(() => {}, 1e6)
  }
  createInterface({ input: process.stdin }).on('line', (line) => hear(JSON.parse(line) as Message))
}
