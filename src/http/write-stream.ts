import type { FastifyReply } from 'fastify'
import type { Headers } from '../dialects/dialect.ts'
import type { TerminalEvent } from '../conversation/types.ts'
import type { Dismissal, Encoder, FollowRun, Reader, Reading } from '../streams/follow-run.ts'
import { framingHeaders, createFrameWriter, type FrameWriter } from './frame-writer.ts'
import { createPacedWriter } from './paced-writer.ts'
import { cutOff, haveWatched, takenBy, watchYourself } from './unread-replies.ts'

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
  /** Nothing of it is on its way any more; called once. */
  onClosed(): void
}

interface OpenStream {
  frames: FrameWriter
  reader: Reader
  /** Whether anything was written since the last round. */
  wrote: boolean
  silentMs: number
  stalled: boolean
  returns: boolean
  /** How much the system had taken of it at the last round. */
  taken: number
  takenNow(): number
  sendAway(why: Dismissal): void
  end(how: StreamEnd['how'], why?: Pick<StreamEnd, 'last' | 'error'>): void
}

const ping = ': ping\n\n'
/** For the last words to somebody who may hear no more: whoever takes longer gets nothing more. */
const lastWordsMs = 1_000

/** Puts the events of a run on sockets: one write a reader and tick, a ping in silence, no patience without end. */
export function createWriteStream({ follow, keepaliveMs, slowReaderBytes, slowReaderMs, onEnd }: WriteStreamOptions) {
  const open = new Set<OpenStream>()
  let leaving = false
  const roundMs = Math.max(10, Math.min(1_000, keepaliveMs / 4))

  function look(stream: OpenStream): void {
    stream.silentMs = stream.wrote ? 0 : stream.silentMs + roundMs
    stream.wrote = false
    if (stream.stalled) {
      const taken = stream.takenNow()
      if (taken !== stream.taken) stream.silentMs = 0
      stream.taken = taken
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
    // It will not be told of its end another time.
    const wasClosed = raw.closed
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

    function end(): void {
      if (paced) paced.whenWritten(() => raw.end())
      else raw.end()
    }

    function cutSoon(): void {
      const cut = setTimeout(() => cutOff(raw.socket), lastWordsMs)
      raw.once('close', () => clearTimeout(cut))
    }

    const stream: OpenStream = {
      frames,
      wrote: true,
      silentMs: 0,
      stalled: false,
      returns: encoder.returns === true,
      taken: 0,
      takenNow: () => takenBy(raw.socket),
      reader: { resume() {}, close() {}, behind: () => 0 },
      sendAway(why) {
        if (!open.has(stream)) return
        // What waits for its turn is not for those who may not hear it.
        if (why === 'rightsEnded') paced?.stop()
        const last = encoder.farewell(why)
        if (last !== '') frames.write(last)
        stream.end(why === 'goingDown' ? 'ended' : 'withdrawn')
      },
      end(how, why) {
        if (!open.delete(stream)) return
        stream.reader.close()
        haveWatched(raw.socket)
        if (how === 'withdrawn') cutSoon()
        if (how === 'ended' || how === 'withdrawn') end()
        else raw.destroy()
        onEnd({ reading, correlationId: reply.request.id, how, ...why })
      },
    }
    watchYourself(raw.socket)
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
      onClosed()
    })
    raw.on('error', () => stream.end('left'))
    // One that was left before it began is told nothing of it any more.
    if (raw.destroyed || raw.socket?.destroyed === true) stream.end('left')
    // One that comes after the farewell would hold the server's door open for good.
    else if (leaving) stream.sendAway('goingDown')
    if (wasClosed) onClosed()
    return () => {
      if (open.has(stream)) stream.sendAway('rightsEnded')
      // The rest of what it was told is still on its way.
      else cutOff(raw.socket)
    }
  }

  return {
    start,
    /** Sends those away who can read on elsewhere at once. */
    sendElsewhere(): void {
      for (const stream of open) if (stream.returns) stream.sendAway('goingDown')
    },
    /** Sends every reader away, with the word to come back where the contract has one. */
    farewell(): void {
      leaving = true
      for (const stream of open) stream.sendAway('goingDown')
      clearInterval(rounds)
    },
  }
}

export type WriteStream = ReturnType<typeof createWriteStream>
