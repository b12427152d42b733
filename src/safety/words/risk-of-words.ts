import { piecesOf } from './features.ts'
import { scoreOf } from './score.ts'
import learned from './weights.json' with { type: 'json' }

/** So high that of ordinary messages that were not learned from one in a thousand at most comes here. */
const enough = 1.7
/** From here on an answer is warm, and nothing is shown: one in a hundred of those who write of a hard day is no harm. */
const faint = 0.8
/** In many pieces one of them sounds like it by chance. */
const byChance = 0.3

const score = scoreOf(learned)

/** How much these are the words of people at risk, whatever they say: what no rule was written for is heard here. */
export function riskOfWords(tokens: readonly string[]): 0 | 1 | 2 {
  const pieces = piecesOf(tokens)
  const most = Math.max(...pieces.map(score)) - byChance * Math.log(pieces.length)
  if (most >= enough) return 2
  return most >= faint ? 1 : 0
}
