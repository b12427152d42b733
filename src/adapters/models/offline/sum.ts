const SUM =
  /^(?:(?:what is|what's|whats|how much is|calculate|compute) )?(-?\d{1,9}(?:\.\d{1,6})?) ?(\+|-|−|\*|x|×|\/|÷|plus|minus|times|divided by) ?(-?\d{1,9}(?:\.\d{1,6})?) ?=? ?\??$/

const DIGITS = 10

const operate: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '−': (left, right) => left - right,
  '×': (left, right) => left * right,
  '÷': (left, right) => left / right,
}

const signs: Readonly<Record<string, string>> = {
  plus: '+',
  minus: '−',
  '-': '−',
  times: '×',
  '*': '×',
  x: '×',
  'divided by': '÷',
  '/': '÷',
}

/** "12 × 7 = 84" for a sum of two numbers, written in digits; undefined for anything else. */
export function doSum(text: string): string | undefined {
  if (text.length > 60) return undefined
  const [, left, sign, right] = SUM.exec(text.trim().toLowerCase().replaceAll(/\s+/g, ' ')) ?? []
  if (left === undefined || sign === undefined || right === undefined) return undefined
  const shown = signs[sign] ?? sign
  const result = operate[shown]?.(Number(left), Number(right))
  if (result === undefined) return undefined
  if (!Number.isFinite(result)) return `${left} ${shown} ${right} has no result`
  return `${left} ${shown} ${right} = ${Number(result.toPrecision(DIGITS))}`
}
