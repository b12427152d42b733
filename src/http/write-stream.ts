import type { FastifyReply } from 'fastify'
import type { Headers } from '../dialects/dialect.ts'
import type { TerminalEvent } from '../conversation/types.ts'
import type { Dismissal, Encoder, FollowRun, Reader, Reading } from '../streams/follow-run.ts'
import { framingHeaders, createFrameWriter, type FrameWriter } from './frame-writer.ts'
import { createPacedWriter } from './paced-writer.ts'

export interface WriteStreamOptions {
  follow: FollowRun
  keepaliveMs: number
  slowReaderBytes: number
  slowReaderMs: number
  onEnd(end: StreamEnd): void
}

export interface StreamEnd {
  reading: Reading
  correlationId: string
  how: 'ended' | 'left' | 'dropped' | 'failed' | 'withdrawn'
  /** The end of the run, where the reader has come to it. */
  last?: TerminalEvent | undefined
  error?: unknown
}

export interface StreamRequest {
  reading: Reading
  encoder: Encoder
  headers: Headers | undefined
  /** It is over, in whatever way; called once. */
  onClosed(): void
}

interface OpenStream {
  frames: FrameWriter
  reader: Reader
  farewell(why: Dismissal): string
  /** Whether anything was written since the last round. */
  wrote: boolean
  silentMs: number
  stalled: boolean
  end(how: StreamEnd['how'], why?: Pick<StreamEnd, 'last' | 'error'>): void
}

const ping = ': ping\n\n'

/** Puts the events of a run on sockets: one write a reader and tick, a ping in silence, no patience without end. */
export function createWriteStream({ follow, keepaliveMs, slowReaderBytes, slowReaderMs, onEnd }: WriteStreamOptions) {
  const open = new Set<OpenStream>()
  let leaving = false
  const roundMs = Math.max(10, Math.min(1_000, keepaliveMs / 4))

  function look(stream: OpenStream): void {
    stream.silentMs = stream.wrote ? 0 : stream.silentMs + roundMs
    stream.wrote = false
    if (stream.stalled) {
      if (stream.silentMs >= slowReaderMs || stream.reader.behind() > slowReaderBytes) stream.end('dropped')
    } else if (stream.silentMs >= keepaliveMs) {
      stream.silentMs = 0
      stream.frames.write(ping)
    }
  }

  const rounds = setInterval(() => {
    for (const stream of open) look(stream)
  }, roundMs)
  rounds.unref()

  /** Answers with how to send this reader away for want of rights. */
  function start(reply: FastifyReply, { reading, encoder, headers, onClosed }: StreamRequest): () => void {
    reply.hijack()
    const { raw } = reply
    const framing = framingHeaders(reply.request.raw)
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      ...framing,
      'x-accel-buffering': 'no',
      ...headers,
    })
    raw.flushHeaders()
    const writer = createFrameWriter(raw, 'transfer-encoding' in framing)
    const paced = encoder.paced === true ? createPacedWriter(writer) : undefined
    const frames = paced ?? writer

    /** The last frames may wait for their turn, but not longer than a slow reader may take. */
    function endWhenWritten(): void {
      if (!paced) {
        raw.end()
        return
      }
      const cut = setTimeout(() => raw.destroy(), slowReaderMs)
      raw.once('close', () => clearTimeout(cut))
      paced.whenWritten(() => {
        clearTimeout(cut)
        raw.end()
      })
    }

    const stream: OpenStream = {
      frames,
      farewell: encoder.farewell,
      wrote: true,
      silentMs: 0,
      stalled: false,
      reader: { resume() {}, close() {}, behind: () => 0 },
      end(how, why) {
        if (!open.delete(stream)) return
        stream.reader.close()
        if (how === 'ended' || how === 'withdrawn') endWhenWritten()
        else raw.destroy()
        onClosed()
        onEnd({ reading, correlationId: reply.request.id, how, ...why })
      },
    }
    open.add(stream)
    stream.reader = follow(reading, encoder, {
      write(text) {
        stream.wrote = true
        const flows = frames.write(text)
        stream.stalled = !flows
        return flows
      },
      end: (last) => stream.end('ended', { last }),
      fail: (error) => stream.end('failed', { error }),
    })
    frames.onDrain(() => {
      stream.stalled = false
      stream.silentMs = 0
      stream.reader.resume()
    })
    raw.on('close', () => {
      paced?.stop()
      stream.end('left')
    })
    raw.on('error', () => stream.end('left'))
    // One that was left before it began is told nothing of it any more.
    if (raw.destroyed || raw.socket?.destroyed === true) stream.end('left')
    // One that comes after the farewell would hold the server's door open for good.
    else if (leaving) sendAway(stream, 'goingDown')
    return () => sendAway(stream, 'rightsEnded')
  }

  function sendAway(stream: OpenStream, why: Dismissal): void {
    if (!open.has(stream)) return
    const last = stream.farewell(why)
    if (last !== '') stream.frames.write(last)
    stream.end(why === 'goingDown' ? 'ended' : 'withdrawn')
  }

  return {
    start,
    /** Sends every reader away, with the word to come back where the contract has one. */
    farewell(): void {
      leaving = true
      for (const stream of open) sendAway(stream, 'goingDown')
      clearInterval(rounds)
    },
  }
}

export type WriteStream = ReturnType<typeof createWriteStream>
