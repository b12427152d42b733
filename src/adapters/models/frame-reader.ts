import type { Finish, ModelError } from '../../ports/model.ts'

export type Outcome = Finish | ModelError

/** One answer's frames, in the words of one protocol. */
export interface FrameReader {
  /** An outcome ends the answer; what follows in the body is not read. */
  frame(frame: object, event: string | undefined): Outcome | undefined
  /** The body ended cleanly, or said `[DONE]`. */
  end(): Outcome
}
