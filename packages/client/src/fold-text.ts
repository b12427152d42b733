import type { AnswerEvent } from './answer-event.ts'

/** The first `count` code points; a surrogate pair is one. */
export function takeCodePoints(text: string, count: number): string {
  let end = 0
  for (let taken = 0; taken < count && end < text.length; taken += 1)
    end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1
  return text.slice(0, end)
}

/** The text that is to be shown after this event. */
export function foldText(text: string, event: AnswerEvent): string {
  switch (event.type) {
    case 'delta':
      return text + event.data.text
    case 'restarted':
      return ''
    case 'retracted':
      return takeCodePoints(text, event.data.keep)
    default:
      return text
  }
}
