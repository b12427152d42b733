export interface Pace {
  tokens: number
  /** Milliseconds between two tokens; 0 is as fast as the socket takes them. */
  everyMs: number
}

/** Reads `paced-N-MS` or `burst-N`, or null where the text has neither. */
export const readPace = (text: string): Pace | null => {
  const paced = /\bpaced-(\d{1,7})-(\d{1,7})\b/.exec(text)
  if (paced) return { tokens: Number(paced[1]), everyMs: Math.max(1, Number(paced[2])) }
  const burst = /\bburst-(\d{1,7})\b/.exec(text)
  return burst ? { tokens: Number(burst[1]), everyMs: 0 } : null
}
