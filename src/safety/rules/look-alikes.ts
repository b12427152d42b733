/** Letters of other scripts that are drawn like Latin ones, each before what it is taken for. */
const pairs = `
  аa вb сc ԁd еe ҽe ғf ԍg һh нh іi їi јj кk ӏl мm пn оo рp ԛq гr ѕs тt υu ѵv ѡw шw хx уy
  αa βb ϲc εe ηn ιi κk λl μm νv οo ρp τt χx γy ωw ζz
  ɑa ɡg ɩi ʟl ɴn ʀr ᴀa ʙb ᴄc ᴅd ᴇe ғf ɢg ʜh ɪi ᴊj ᴋk ᴍm ᴏo ᴘp ǫq ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz ƒf ℓl
`

const latin = new Map<string, string>(
  pairs.split(/\s+/).flatMap((pair) => (pair ? [[pair[0] ?? '', pair[1] ?? '']] : [])),
)

const isAscii = (word: string): boolean => /^[a-z0-9']*$/.test(word)

function asLatin(word: string): string | undefined {
  let read = ''
  for (const letter of word) {
    const taken = isAscii(letter) ? letter : latin.get(letter)
    if (taken === undefined) return undefined
    read += taken
  }
  return read
}

/** Words that mix scripts so that one alone is meant; a word wholly of another script is that language's own. */
export const unmixed = (text: string): string =>
  text.replaceAll(/[\p{L}\p{N}']+/gu, (word) =>
    !isAscii(word) && (/[a-z]/.test(word) || /[ɑɡᴀ-ᴢʀɴʟɪʏ]/.test(word)) ? (asLatin(word) ?? word) : word,
  )

/** A word wholly of look-alikes, for whoever reads Latin letters only. */
export const disguised = (word: string): string => asLatin(word) ?? word
