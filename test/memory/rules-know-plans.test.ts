import { describe, expect, test } from 'vitest'
import { factsIn } from '../../src/memory/rules/facts-in.ts'
import { learned, saidAt, type Said } from './learned.ts'

const plans: readonly Said[] = [
  ["I'm flying to Rome next Friday", 'Plans to fly to Rome on 2026-11-27'],
  ["I'm moving to Berlin in March", 'Plans to move to Berlin in 2027-03'],
  ['I have a job interview tomorrow', 'Has a job interview on 2026-11-22'],
  ["I'm getting married on 3 June", 'Plans to get married on 2027-06-03'],
  ['We are going to visit Japan next year', 'Plans to visit Japan in 2027'],
  ["I'm running a marathon in two weeks", 'Plans to run a marathon on 2026-12-05'],
  ['I plan to start a podcast next month', 'Plans to start a podcast in 2026-12'],
  ['I want to learn Spanish', 'Wants to learn Spanish'],
  ['My goal is to run a half marathon', 'Wants to run a half marathon'],
  ["I'm training for a triathlon", 'Is training for a triathlon'],
  ['I have an exam on Monday', 'Has an exam on 2026-11-23'],
  ['I am starting a new job the day after tomorrow', 'Plans to start a new job on 2026-11-23'],
  ['My wedding is on June 12', 'Wedding is on 2027-06-12'],
  ["I'm having surgery on Tuesday", 'Plans to have surgery on 2026-11-24'],
  ["I'm saving up for a house", 'Is saving up for a house'],
  ['i wanna learn guitar', 'Wants to learn guitar'],
  ['my exam is on 5th december', 'Exam is on 2026-12-05'],
  ['I have to submit my thesis by 15 December', 'Has to submit their thesis by 2026-12-15'],
  ['my rent is due on friday', 'Rent is due on 2026-11-27'],
  ["I've decided to go back to school next fall", 'Plans to go back to school in autumn 2027'],
  ['I want to run a sub 4 hour marathon', 'Wants to run a sub 4 hour marathon'],
  ['I wanna be a vet when i grow up', 'Wants to be a vet'],
  ["I'm off to Japan in April!", 'Plans to go to Japan in 2027-04'],
  ['Going to a wedding in Cornwall next weekend', 'Plans to go to a wedding in Cornwall on 2026-11-28'],
  ['planning a trip to Peru next summer', 'Is planning a trip to Peru in summer 2027'],
  ['my visa runs out in February', 'Visa runs out in 2027-02'],
  ['My flight leaves on Sunday', 'Flight leaves on 2026-11-22'],
  ['i plan on going vegan in january', 'Plans to go vegan in 2027-01'],
  ["we're expecting in April", 'Is expecting a baby in 2027-04'],
  ["that's great, I am expecting twins in two months", 'Is expecting twins in 2027-01'],
  ['we are trying for a baby', 'Wants to have a baby'],
  ["I'm working on my first novel", 'Is working on their first novel'],
  ["I'm trying to learn how to code", 'Wants to learn how to code'],
  ['My finals start in two weeks', 'Finals start on 2026-12-05'],
  ["I'm going to business school in a year", 'Plans to go to business school in 2027'],
  ['starting chemo next week', 'Plans to start chemo in the week of 2026-11-23'],
  ['On Thursday I have a blood test', 'Has a blood test on 2026-11-26'],
  ["we're going to Greece in two weeks", 'Plans to go to Greece on 2026-12-05'],
]

test.each(plans)('what a person means to do is not lost: %s', (message, ...facts) => {
  expect(learned(message)).toEqual(facts)
})

describe('a date is that of the message', () => {
  const wednesday = Date.UTC(2026, 10, 18, 9)
  test.each([
    ['tomorrow', 'on 2026-11-19'],
    ['on Friday', 'on 2026-11-20'],
    ['this Friday', 'on 2026-11-20'],
    ['next Friday', 'on 2026-11-27'],
    ['on Wednesday', 'on 2026-11-25'],
    ['next week', 'in the week of 2026-11-23'],
    ['this weekend', 'on 2026-11-21'],
    ['next month', 'in 2026-12'],
    ['in three weeks', 'on 2026-12-09'],
    ['in 2 months', 'in 2027-01'],
    ['in a year', 'in 2027'],
    ['on 3 March', 'on 2027-03-03'],
    ['on March 3rd, 2028', 'on 2028-03-03'],
    ['on the 20th', 'on 2026-11-20'],
    ['on the 5th', 'on 2026-12-05'],
    ['in December', 'in 2026-12'],
    ['in October', 'in 2027-10'],
    ['next summer', 'in summer 2027'],
    ['in 2029', 'in 2029'],
    ['on 2027-02-01', 'on 2027-02-01'],
  ])('%s', (said, when) => {
    expect(factsIn(`I'm flying to Rome ${said}`, wednesday).map(({ text }) => text)).toEqual([
      `Plans to fly to Rome ${when}`,
    ])
  })

  test('and where there is none nothing breaks', () => {
    for (const at of [Number.NaN, Infinity, 8.64e15, -8.64e15])
      for (const said of ["I'm flying to Rome next Friday", 'it is my birthday today', "I'm turning 30 in 5 years"])
        expect(() => factsIn(said, at)).not.toThrow()
    expect(factsIn("I'm flying to Rome on 31 February", saidAt)).toEqual([])
  })
})
