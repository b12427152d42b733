import type { RiskLevel } from '../../ports/classifier.ts'
import { type Circumstance, type Circumstances, sentenceAround, sorrows } from './circumstances.ts'
import type { Finding } from './finding.ts'
import { isNo, whoBefore, whoIs } from './frame.ts'
import type { Found } from './phrase-reader.ts'
import type { SceneKind } from './scenes.ts'

/** How far apart two things are that belong to one scene. */
const wide = 100

const harmless = ['benign', 'art', 'learned', 'supply', 'joke'] as const
/** Where things are done, and mishaps happen. */
const atWork = ['sport', 'accident', 'creature'] as const
const deeds: ReadonlySet<SceneKind> = new Set(['swallowed', 'deed', 'leaving'])
/** "I am not on the bridge." */
const denied: ReadonlySet<SceneKind> = new Set(['armed', 'edge', 'swallowed', 'deed'])
/** They are said without a word of whose they are. */
const anybodys: ReadonlySet<SceneKind> = new Set(['settled', 'unstoppable', 'sinking'])

const troubles = [...sorrows, 'mortal'] as const
const hours = ['soon', 'now'] as const

const isWish = ({ level, subject, category }: Finding): boolean =>
  level >= 2 && subject === 'self' && category.startsWith('self_harm')

const possible = /^(?:if|would|could|might|used|dreamt|dreamed|imagine|imagined|imagining|picture|pictured|picturing)$/

interface Stretch {
  start: number
  end: number
}

export interface SceneParts {
  tokens: readonly string[]
  circumstances: Circumstances
  isPlaying: boolean
  /** What else was found: somebody who wants to die and is there means it. */
  findings: readonly Finding[]
  /** Where somebody says farewell. */
  farewells: readonly Stretch[]
}

/** What stands around one part of a scene. */
interface Beside {
  kinds(...kinds: SceneKind[]): boolean
  holds(...circumstances: Circumstance[]): boolean
  /** They have said that they do not want to live. */
  isWished: boolean
  isFarewell: boolean
}

/** How much a part of a scene says, given the others; 0 where it says nothing. */
function levelOf(kind: SceneKind, { kinds, holds, isWished, isFarewell }: Beside): RiskLevel {
  const isSoon = holds(...hours)
  const isMeant = isWished || isFarewell || kinds('leaving', 'settled', 'unstoppable', 'deed', 'swallowed')
  switch (kind) {
    case 'armed':
      if (isMeant || kinds('held') || (holds(...troubles) && (isSoon || kinds('edge')))) return 4
      return holds(...troubles) ? 3 : 0
    case 'edge':
      if (isMeant || (holds(...troubles) && kinds('armed'))) return 4
      return kinds('held') || holds('now') || (holds(...troubles) && isSoon) ? 3 : 0
    case 'swallowed':
      return isMeant || kinds('sinking', 'held') ? 4 : 0
    case 'leaving':
      if (isFarewell || kinds('settled', 'unstoppable', 'deed', 'armed', 'edge', 'swallowed', 'leaving')) return 4
      if (isWished) return isSoon ? 4 : 3
      return holds(...sorrows) ? 3 : 0
    case 'deed':
      if (kinds('leaving', 'armed', 'edge', 'swallowed')) return 4
      if (isWished || kinds('settled', 'unstoppable')) return isSoon ? 4 : 3
      return 0
    case 'settled':
    case 'unstoppable':
      if (isWished) return isSoon ? 4 : 3
      return kind === 'unstoppable' && kinds('settled') ? 3 : 0
    default:
      return 0
  }
}

/** What is said of a place, a thing and an hour, taken together: each is harmless by itself, or nearly so. */
export function judgeScenes(said: readonly Found<SceneKind>[], parts: SceneParts): Finding[] {
  const { tokens, circumstances, isPlaying, findings, farewells } = parts
  if (isPlaying) return []

  /** Of whoever writes, now, and of nothing harmless. */
  function counts({ kind, start, end }: Found<SceneKind>): boolean {
    const [from, to] = sentenceAround(tokens, start)
    const holds = circumstances(from, to)
    if (harmless.some(holds) || (holds('distant') && !holds('recent') && !holds('now'))) return false
    if (deeds.has(kind) && atWork.some(holds)) return false
    const before = tokens.slice(Math.max(0, start - 4), start)
    if (before.some((token) => possible.test(token)) || (denied.has(kind) && before.some(isNo))) return false
    if (anybodys.has(kind) || tokens.slice(start, end).some((token) => whoIs(token) === 'self')) return true
    const who = whoBefore(tokens, start)
    return who === 'self' || (who === 'nobody' && tokens[to] !== '?')
  }

  const scene = said.filter(counts)
  return scene.flatMap((one) => {
    const { kind, start, end } = one
    const isNear = (other: { start: number }): boolean => Math.abs(other.start - start) <= wide
    /** Not the same words in another light. */
    const isBeside = (other: Stretch): boolean => isNear(other) && (other.end <= start || other.start >= end)
    const around = circumstances(start - wide, end + wide)
    const level = levelOf(kind, {
      kinds: (...kinds) => scene.some((other) => other !== one && kinds.includes(other.kind) && isNear(other)),
      holds: (...some) => some.some(around),
      isWished: findings.some((other) => isWish(other) && isBeside(other)),
      isFarewell: farewells.some(isBeside),
    })
    return level === 0 ? [] : [{ level, subject: 'self', category: 'self_harm/intent', start, end }]
  })
}
