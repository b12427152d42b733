import { expect, test } from 'vitest'
import { learned, type Said } from './learned.ts'

const asked: readonly Said[] = [
  ['Remember that my car is a Volvo', 'Car is a Volvo'],
  ["please don't forget that I have a standing desk", 'Has a standing desk'],
  ['Keep in mind that I only read on paper', 'I only read on paper'],
  ['can you remember that my name is Ada?', 'Name is Ada'],
  ['Remember my locker number is 42', 'Locker number is 42'],
  ['remember: I am vegan', 'Is vegan'],
  ['Please remember that the wifi code is on the fridge', 'The wifi code is on the fridge'],
  ["bear in mind that I'm left-handed", 'Is left-handed'],
  ['remember that my name is Ada and I live in Lyon', 'Name is Ada', 'Lives in Lyon'],
  ['pls remember my shoe size is 9', 'Shoe size is 9'],
  ['Can you remember I take my tea without sugar', 'I take my tea without sugar'],
  ['remember that i park in bay 17', 'I park in bay 17'],
  ['remember this: I take the 7:40 train', 'I take the 7:40 train'],
  ['save this: my blood type is O negative', 'Blood type is O negative'],
  ["Save to memory: I'm a visual learner", 'Is a visual learner'],
  ["make a note that I'm left handed", 'Is left handed'],
  ['note to self: my locker code is 3312, remember that', 'Locker code is 3312'],
  ['my car is a 2015 golf, remember that', 'Car is a 2015 golf'],
  ['My parking spot is 14. Remember that.', 'Parking spot is 14'],
  ['I live in Ulm. Please remember this.', 'Lives in Ulm'],
  ['remember, my kids are called Ida and Otto', 'Kids are called Ida and Otto'],
  ['Please remember that I live in Berlin and work for SAP', 'Lives in Berlin', 'Works for SAP'],
  ['Remember that the spare key is under the blue pot', 'The spare key is under the blue pot'],
  ['keep in mind that I only have one arm', 'I only have one arm'],
  ['keep in mind that the code must run on windows'],
  ['note that 5 is prime'],
  ['bear in mind that the user may be blind'],
]

test.each(asked)('what somebody asks to be remembered is kept, and no errand or order is: %s', (message, ...facts) => {
  expect(learned(message)).toEqual(facts)
})
