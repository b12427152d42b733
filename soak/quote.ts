/** Enough of a text to know it by. */
export const quote = (text: string): string =>
  text.length > 70 ? `"${text.slice(0, 35)}…${text.slice(-35)}" (${text.length})` : `"${text}"`
