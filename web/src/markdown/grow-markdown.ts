import { type Block, type BlockGroup, groupSize, placeBlocks } from './parse-markdown.ts'

export interface GrowingMarkdown {
  /** The blocks of a text that is still being written; what is finished of them stays the same objects. */
  update(text: string): readonly BlockGroup[]
}

/** A last block longer than this is read again only when it has grown by a share of itself: the sum stays linear. */
const patient = 8_192
const share = 32

/** So much of what is finished is compared with the text: it may have been told anew. */
const remembered = 256

/** A mark at the end of a line that something may yet follow: alone it would be read as something else for a moment. */
const undecided = /(^|[\r\n])[ \t]*(?:[-+*=_#>`~]{1,3}|\d{1,9}[.)]?)[ \t]*$/

function offsetOfLine(text: string, line: number): number {
  const lineEnd = /\r\n?|\n/g
  for (let seen = 0; seen < line; seen++) if (!lineEnd.exec(text)) return text.length
  return lineEnd.lastIndex
}

interface OpenFence {
  opening: string
  close: RegExp
  /** Where in the text its first line of code begins. */
  from: number
  /** Up to where no closing mark was found. */
  read: number
  language: string
}

function openFence(tail: string, start: number, language: string): OpenFence | undefined {
  const [opening, mark] = /^([`~]{3,})[^\n]*\n/.exec(tail) ?? []
  if (opening === undefined || mark === undefined) return undefined
  const from = start + opening.length
  const close = new RegExp(`\n {0,3}${mark[0]}{${mark.length},}[ \t\r]*(?:\n|$)`, 'g')
  return { opening, close, from, read: from, language }
}

export function createGrowingMarkdown(): GrowingMarkdown {
  let full: readonly BlockGroup[] = []
  let rest: BlockGroup = []
  /** Up to here the text is finished; its end, and the level of the last heading in it. */
  let done = 0
  let end = ''
  let heading = 2
  let shown: readonly BlockGroup[] = []
  let readTo = 0
  let fence: OpenFence | undefined

  function reset(): void {
    full = rest = shown = []
    done = readTo = 0
    end = ''
    heading = 2
    fence = undefined
  }

  function finish(block: Block): void {
    rest = [...rest, block]
    if (rest.length < groupSize) return
    full = [...full, rest]
    rest = []
  }

  function show(last?: Block): readonly BlockGroup[] {
    const open = last ? [...rest, last] : rest
    return (shown = open.length > 0 ? [...full, open] : full)
  }

  /** An open code block only gets longer: nothing but its end has to be looked for. */
  function readFence(text: string, open: OpenFence): boolean {
    if (!text.startsWith(open.opening, done) || text.length < open.read) return false
    open.close.lastIndex = Math.max(open.from - 1, text.lastIndexOf('\n', open.read - 1))
    if (open.close.test(text)) return false
    open.read = text.length
    show({ kind: 'code', language: open.language, text: text.slice(open.from).replace(/\n[ ~`]{0,3}$|\n$/, '') })
    return true
  }

  function update(text: string): readonly BlockGroup[] {
    if (text.length < readTo || !text.startsWith(end, done - end.length)) reset()
    if (fence && readFence(text, fence)) return shown
    fence = undefined
    let tail = text.slice(done)
    if (tail.length > patient && text.length > readTo && text.length - readTo < tail.length / share) return shown
    readTo = text.length
    const placed = placeBlocks(tail.replace(undecided, '$1'), heading)
    const last = placed.pop()
    if (!last) return show()
    const length = offsetOfLine(tail, last.line)
    if (placed.length > 0) {
      for (const { block } of placed) finish(block)
      heading = placed.at(-1)?.heading ?? heading
      done += length
      end = text.slice(Math.max(0, done - remembered), done)
      tail = tail.slice(length)
    }
    if (last.block.kind === 'code') fence = openFence(tail, done, last.block.language)
    if (fence && readFence(text, fence)) return shown
    fence = undefined
    return show(last.block)
  }

  return { update }
}
