import { on } from 'node:events'
import { Worker } from 'node:worker_threads'
import { JsonError, type JsonRefusal } from '../std/parse-json.ts'
import { workerUrl } from '../std/worker-url.ts'

/** How a large document comes over from the thread that parsed it. */
export type LargeJsonPiece =
  | { kind: 'frame'; value: unknown }
  | { kind: 'items'; key: string; items: unknown[] }
  | { kind: 'refused'; code: JsonRefusal }
  | { kind: 'end' }

/** The bytes as something to give away: a view on a shared buffer is copied. */
const detach = (bytes: Buffer): ArrayBuffer =>
  bytes.byteLength === bytes.buffer.byteLength ? (bytes.buffer as ArrayBuffer) : new Uint8Array(bytes).buffer

/**
 * Parses a document of many megabytes in a thread of its own, and takes it over in slices: parsing it here would stop
 * every stream for a good part of a second. The bytes are gone afterwards.
 */
export async function parseLargeJson(bytes: Buffer, { depth }: { depth: number }): Promise<unknown> {
  const given = detach(bytes)
  const worker = new Worker(workerUrl('./large-json-worker.ts', import.meta.url), {
    workerData: { bytes: given, depth },
    transferList: [given],
  })
  try {
    let document: unknown
    for await (const [piece] of on(worker, 'message') as AsyncIterable<[LargeJsonPiece]>) {
      if (piece.kind === 'refused') throw new JsonError(piece.code)
      if (piece.kind === 'end') break
      if (piece.kind === 'frame') document = piece.value
      else (document as Record<string, unknown[]>)[piece.key]?.push(...piece.items)
      worker.postMessage('next')
    }
    return document
  } finally {
    await worker.terminate()
  }
}
