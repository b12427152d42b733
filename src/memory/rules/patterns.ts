/** A pattern on as many lines as it takes to read it: no line's break or indentation is part of it, and `[ ]` is a space at its end. */
export const pattern =
  (flags: string) =>
  (lines: TemplateStringsArray, ...values: readonly string[]): RegExp =>
    new RegExp(String.raw(lines, ...values).replaceAll(/\n\s*/g, ''), flags)

/** Alternatives from a list that people can read, parted by commas. */
export const oneOf = (list: string): string =>
  list
    .trim()
    .split(/,\s+/)
    .map((one) => one.trim().replace(/\s+/g, ' '))
    .join('|')
