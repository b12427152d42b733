const most = 2 ** 31 - 1

/** Node takes what is longer for 1 ms. */
export const timerMs = (ms: number): number => Math.min(ms, most)
