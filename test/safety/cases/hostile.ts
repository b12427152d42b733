/** Texts that make careless patterns run away, each of a given length. */
export function hostile(length: number): readonly { name: string; text: string }[] {
  const filled = (piece: string): string => piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
  const numbered = (piece: (at: number) => string): string => {
    const pieces: string[] = []
    for (let at = 0, size = 0; size < length; at++) {
      const next = piece(at)
      pieces.push(next)
      size += next.length
    }
    return pieces.join('').slice(0, length)
  }
  return [
    { name: 'one letter', text: filled('i') },
    { name: 'i want to', text: filled('i want to ') },
    { name: 'i want to die', text: filled('i want to die ') },
    { name: 'not not not', text: filled('not ') },
    { name: 'nested quotes', text: filled('"he said "') },
    { name: 'single letters', text: filled('i w a n t t o ') },
    { name: 'letters with points', text: filled('k.i.l.l.') },
    { name: 'digits', text: filled('1337') },
    { name: 'stretched', text: filled(`${'k'.repeat(50)}${'i'.repeat(50)} `) },
    { name: 'zero width', text: filled('k\u200b\u200c\u200d') },
    { name: 'no spaces', text: filled('iwanttodieandkillmyself') },
    { name: 'different plans', text: numbered((at) => `i am going to kill my self ${at}, `) },
    { name: 'everyone everyone', text: filled('everyone they people world ') },
    { name: 'if i, if i', text: filled('nobody would care if i if i ') },
    { name: 'stars', text: filled('k*ll s**cide * ') },
    { name: 'combining marks', text: filled('a\u0301\u0323\u0300') },
    { name: 'Arabic points', text: filled('\u0628\u064b\u0650') },
    { name: 'full width', text: filled('ｋｉｌｌ　') },
    { name: 'mathematical', text: filled('𝓴𝓲𝓵𝓵 ') },
    { name: 'mixed scripts', text: filled('kіll mуsеlf ') },
    { name: 'songs and quotes', text: filled('song "i want to die" ') },
    { name: 'ligatures', text: filled('\ufdfa') },
    { name: 'nulls', text: filled('\0') },
    { name: 'lone surrogates', text: filled('\ud83d') },
    { name: 'apostrophes', text: filled("'i 'i' ") },
    { name: 'scenes', text: filled('this is goodbye. the loaded gun is in my hand. ') },
    { name: 'farewells', text: filled('goodbye everyone. i am doing it now. ') },
    { name: 'not want to live', text: filled('not want to not want to live like ') },
  ]
}
