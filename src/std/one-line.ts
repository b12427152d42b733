/** The same words on one line: nothing of them can pass for a line of its own. */
export const oneLine = (text: string): string => text.replace(/[\s\u0085]+/g, ' ').trim()
