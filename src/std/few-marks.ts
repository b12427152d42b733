const tooMany = /([\p{M}\uff9e\uff9f]{16})[\p{M}\uff9e\uff9f]+/gu

/** To put the marks of a letter in their order takes the square of their number; none needs as many. */
export const fewMarks = (text: string): string => text.replace(tooMany, '$1')
