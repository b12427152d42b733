import { pattern } from './patterns.ts'
import type { Span } from './secrets.ts'
import { hidden } from './words.ts'

/** In no text that a person writes of themselves: letters, records of other conversations, songs, orders to a machine. */
const foreign = [
  /^(?:@@ |diff --git )/m,
  /^[ \t]*(?:subject|from|to|cc|re|fwd?)[ \t]*:.*$/im,
  /^[ \t]*(?:system|assistant|user|human|ai|bot|chatgpt|customer|agent|interviewer)[ \t]*:/im,
  /<\/?(?:system|user|assistant|instructions?|prompt|context|s)>|\[\/?INST\]|<\|(?:im_start|im_end|system|user)\b/i,
  /^#{1,4} *(?:system|instructions?|prompt|response|input|role|task)\b/im,
  /^[ \t]*[[(](?:verse|chorus|bridge|intro|outro|hook|refrain)\b/im,
  /^[ \t]*(?:verse|chorus|bridge|refrain)(?: \d)?[ \t]*:?[ \t]*$/im,
  /\bas an? (?:large )?(?:ai|artificial intelligence|language model)(?:,| language| model| assistant)/i,
  /\bi(?:'| a|’)?m an? (?:ai (?:assistant|model|language|chat)|ai[,.!]|large language|language model|chat ?bot|bot\b|virtual assistant)/i,
]

const greetsInLetter = /^[ \t]*(?:dear|hi|hello|to whom)\b[^\n]{0,60},[ \t]*$/im
const signsLetter = pattern('im')`
  ^[ \t]*(?:
    (?:best|kind|warm|warmest|many)? ?regards|best|best wishes|yours (?:sincerely|truly|faithfully)
    |sincerely(?: yours)?|cheers|love|many thanks|thank you|thanks
  )[ \t]*,[ \t]*\n\s{0,3}\S
`

/** Songs say things twice; people who speak of themselves do not. */
function repeatsLines(message: string): boolean {
  const seen = new Set<string>()
  let repeated = 0
  for (const line of message.split('\n')) {
    const text = line.trim().toLowerCase()
    if (text.split(' ').length < 3) continue
    if (seen.has(text)) repeated++
    seen.add(text)
  }
  return repeated > 0 && seen.size > 1
}

const label =
  /(?:^[ \t]*|[.!?] +)(?:\[[^\]\n]{1,20}\] ?)?(\p{Lu}[\p{L}.]{0,15}(?: \p{Lu}\p{L}{0,15})?|me|him|her|them|us)[ \t]*:[ \t]+\S/gmu
const fields = pattern('i')`
  ^(?:
    name|age|job|occupation|location|city|country|likes?|dislikes?|allerg\w+|diet|hobbies|birthday|note|update
    |ps|edit|background|context|pets?|family|goals?|about|favou?rites?
  )$
`

/** Two who speak in turns: lines that begin with who says them. */
function isTalk(message: string): boolean {
  const names = new Set<string>()
  for (const [, name = ''] of message.matchAll(label)) if (!fields.test(name)) names.add(name.toLowerCase())
  return names.size > 1
}

export const isForeign = (message: string): boolean =>
  isTalk(message) ||
  foreign.some((pattern) => pattern.test(message)) ||
  (greetsInLetter.test(message) && signsLetter.test(message)) ||
  repeatsLines(message)

const blank = (text: string): string => text.replace(/[^\n]/g, hidden)

const fence = /(?:```|~~~)[^]*?(?:```|~~~|$(?![^]))/g
const inlineCode = /`[^`\n]{1,500}`/g
const quotedLine = /^[ \t]*(?:>|\|).*$/gm
/** A line of a log, of code, of a difference, of a table or after a prompt. */
const machineLine = pattern('gim')`
  ^[ \t]*(?:
    \[?\d{1,4}[-/:.]\d{1,2}[-/:.]\d{1,4}|\[\d|(?:info|warn|warning|error|debug|trace|fatal)\b|at [\w$.<>]+\(
    |[$#%]\s|[+-]{3} |@@|(?:const|let|var) \w+ ?=|[{}<|]|https?:|"[^"\n]{1,80}":
  ).*$
`
const braced = /^(?=[^\n]*[{}<>=|\\]{2}|(?:[^\n{}<>=|\\]{0,200}[{}<>=|\\]){3})[^\n]*$/gm

const quoteMarks: readonly RegExp[] = [
  /"[^"\n]{1,1000}"/g,
  /“[^”\n]{1,1000}”?/g,
  /„[^“”\n]{1,1000}[“”]?/g,
  /«[^»\n]{1,1000}»?/g,
  // An apostrophe stands inside a word or at its end; a mark opens before a word and closes after one.
  /(?<![\p{L}\p{N}])['‘](?=[\p{L}\p{N}])[^'‘’\n]{1,300}(?:['’](?=[\p{L}])[^'‘’\n]{1,300}){0,5}['’](?![\p{L}\p{N}])/gu,
]

const personal =
  /(?:^|[^\p{L}])(?:i|im|i'm|i’m|my|me|we|our|you|your|he|she|they|ich|mein|je|mon|ma|j'|j’|yo|mi|soy|vivo|io|sono|eu|meu|moro)(?:[^\p{L}]|$)/iu

/** A name in quotation marks is a name; a sentence in them is somebody else's. */
const unlessName = (quoted: string): string =>
  quoted.split(/\s+/).length <= 3 && !personal.test(quoted.slice(1, -1)) ? ` ${quoted.slice(1, -1)} ` : blank(quoted)

function hiddenAt(message: string, spans: readonly Span[]): string {
  let [text, from] = ['', 0]
  for (const { start, end } of spans) {
    if (end <= from) continue
    text += message.slice(from, Math.max(from, start)) + blank(message.slice(Math.max(from, start), end))
    from = end
  }
  return text + message.slice(from)
}

/** The message at its own length, with everything hidden that the person shows and does not say. */
export function ownWords(message: string, secrets: readonly Span[]): string {
  let own = hiddenAt(message, secrets).replace(fence, blank).replace(inlineCode, blank).replace(quotedLine, blank)
  own = own.replace(machineLine, blank).replace(braced, blank)
  for (const marks of quoteMarks) own = own.replace(marks, unlessName)
  return own
}
