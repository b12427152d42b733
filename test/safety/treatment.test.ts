import { describe, expect, test } from 'vitest'
import { readModeration } from '../../src/adapters/moderation/read-moderation.ts'
import type { RemoteVerdict, Verdict } from '../../src/ports/classifier.ts'
import { combine } from '../../src/safety/ask-classifiers.ts'
import { classify } from '../../src/safety/classify.ts'
import { treatmentOf } from '../../src/safety/treatment.ts'
import { moderationReply } from '../fake-moderation.ts'

const nothing: Verdict = { level: 0, subject: 'none', categories: [] }
const violence = 'I am going to shoot everyone at school'

const treated = (local: Verdict, remote: RemoteVerdict, therapy = true) =>
  treatmentOf(combine(local, [remote], 0).verdict, { therapy, care: {} })

describe('LESSONS 19: somebody in danger is not taken for a danger to others', () => {
  test.each([
    ['self-harm/intent', 0.9],
    ['self-harm/instructions', 0.9],
  ])('where OpenAI hears violence beside %s', (category, score) => {
    const reply = moderationReply({ [category]: score, 'self-harm': 0.9, violence: 0.8 })
    expect(treated(nothing, readModeration(reply, 1, 'input'))).toMatchObject({ decision: 'crisis', crisis: 3 })
    expect(treated(nothing, readModeration(reply, 1, 'input'), false)).toMatchObject({ card: 'self', tells: 2 })
  })

  test.each(['self-harm/plan', 'self_harm/intent', 'selfharm', 'Self-Harm', 'suicide', 'suicidal_ideation'])(
    'where a service calls it %s',
    (name) => {
      const categories = [
        { name, score: 0.9 },
        { name: 'violence', score: 0.9 },
      ]
      for (const subject of ['self', 'none', 'fiction'] as const)
        expect(treated(nothing, { level: 4, subject, categories })).toMatchObject({ crisis: 4, urgent: true })
      expect(treated(nothing, { level: 3, subject: 'other', categories })).toMatchObject({ card: 'other' })
    },
  )

  test('where our rules have heard of others alone, and a service of themselves', () => {
    const local = classify(violence)
    expect(local).toMatchObject({ level: 2, subject: 'other', categories: [{ name: 'violence' }] })
    expect(treated(local, { level: 3, subject: 'self', categories: [] })).toMatchObject({ crisis: 3 })
  })
})

test('who speaks of violence and nothing else is shown no help against suicide, whoever hears it', () => {
  const local = classify(violence)
  expect(treatmentOf(local, { therapy: true, care: {} })).toMatchObject({ decision: 'support', tells: 'violence' })
  const said = { level: 3, subject: 'other', categories: [{ name: 'violence', score: 0.9 }] } as const
  expect(treated(nothing, said)).toMatchObject({ decision: 'support', tells: 'violence', escalates: true })
})
