import { describe, expect, test } from 'vitest'
import { classify } from '../../src/safety/classify.ts'
import { elsewhere } from './cases/elsewhere.ts'

describe.each(Object.entries(elsewhere))('%s', (_, said) => {
  test.each(said.imminent)('no plan, means or attempt is taken for a thought: %s', (text) => {
    expect(classify(text)).toMatchObject({ level: 4, subject: 'self' })
  })
  test.each(said.active)('no wish, question of means or wound goes unseen: %s', (text) => {
    const { level, subject } = classify(text)
    expect(subject).toBe('self')
    expect(level).toBeGreaterThanOrEqual(3)
  })
  test.each(said.passive)('no weariness of life goes unseen: %s', (text) => {
    const { level, subject } = classify(text)
    expect(subject).toBe('self')
    expect(level).toBeGreaterThanOrEqual(2)
    expect(level).toBeLessThan(4)
  })
  test.each(said.other)('nobody who is worried about another is left alone: %s', (text) => {
    expect(classify(text)).toMatchObject({ level: 2, subject: 'other' })
  })
  test.each(said.otherUnderway)('an attempt of another is not a worry only: %s', (text) => {
    expect(classify(text)).toMatchObject({ level: 3, subject: 'other' })
  })
  test.each(said.eating)('hunger and vomiting are heard: %s', (text) => {
    expect(classify(text)).toMatchObject({ level: 2, subject: 'self', categories: [{ name: 'eating_disorder' }] })
  })
  test.each(said.abuse)('threats and blows are heard: %s', (text) => {
    expect(classify(text)).toMatchObject({ level: 2, subject: 'self', categories: [{ name: 'abuse' }] })
  })
  test.each(said.harmless)('no alarm for what is only said so: %s', (text) => {
    expect(classify(text).level).toBeLessThan(2)
  })
})

test('want of courage alone does not make a wish not to live imminent', () => {
  expect(classify('ya no quiero vivir pero no tengo el valor').level).toBe(2)
  expect(classify('ya no quiero vivir y me he despedido de todos').level).toBe(4)
})

test('a single hint is no alarm, and two that are far apart are none', () => {
  expect(classify('Esta noche lo hago.').level).toBe(0)
  expect(classify('Esta noche lo hago. Hace sol. Hace frío. He dejado una carta para mi madre.').level).toBe(0)
})

test('a vomiting that is long over is no alarm', () => {
  expect(classify('cuando tenía quince años vomitaba, me provocaba el vómito').level).toBeLessThan(2)
  expect(classify('hace años me provocaba vomitar').level).toBeLessThan(2)
})
