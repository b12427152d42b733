import { expect, test } from 'vitest'
import { porterStem } from '../../src/std/porter-stem.ts'

/** One word at least for every rule of the algorithm, and for every condition that keeps a rule from a word. */
const stems = `
caresses>caress ponies>poni ties>ti caress>caress cats>cat feed>feed agreed>agre plastered>plaster bled>bled
motoring>motor sing>sing conflated>conflat troubled>troubl sized>size hopping>hop tanned>tan falling>fall hissing>hiss
fizzed>fizz failing>fail filing>file happy>happi sky>sky relational>relat conditional>condit rational>ration
valenci>valenc hesitanci>hesit digitizer>digit conformabli>conform radicalli>radic differentli>differ vileli>vile
analogousli>analog vietnamization>vietnam predication>predic operator>oper feudalism>feudal decisiveness>decis
hopefulness>hope callousness>callous formaliti>formal sensitiviti>sensit sensibiliti>sensibl triplicate>triplic
formative>form formalize>formal electriciti>electr electrical>electr hopeful>hope goodness>good revival>reviv
allowance>allow inference>infer airliner>airlin gyroscopic>gyroscop adjustable>adjust defensible>defens irritant>irrit
replacement>replac adjustment>adjust dependent>depend adoption>adopt homologou>homolog communism>commun activate>activ
angulariti>angular homologous>homolog effective>effect bowdlerize>bowdler probate>probat rate>rate cease>ceas
controll>control roll>roll playing>plai enjoyed>enjoi syzygy>syzygi snowed>snow boxing>box opinion>opinion nation>nation
administered>administ civilized>civil yale>yale
`
  .trim()
  .split(/\s+/)
  .map((one) => one.split('>'))

test.each(stems)('%s has the stem that the algorithm as published gives it', (word, stem) => {
  expect(porterStem(word ?? '')).toBe(stem)
})

test.each(['', 'a', 'is', 'by'])('"%s" is too short to lose anything', (word) => {
  expect(porterStem(word)).toBe(word)
})

test('a word without an end costs neither the stack nor the square of its length', () => {
  expect(porterStem('y'.repeat(1_000_000))).toHaveLength(1_000_000)
})
