/** Without what binary fractions add to decimal ones. */
export const roundDecimals = (value: number, digits: number): number => Number(value.toFixed(digits))
