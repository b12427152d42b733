import { describe, expect, test } from 'vitest'
import { factsIn } from '../../src/memory/rules/facts-in.ts'
import { learned, saidAt } from './learned.ts'

/** A secret said in passing, and what else the message tells. */
const inPassing: readonly (readonly [message: string, secret: string, ...facts: string[]])[] = [
  ['my password is Tr0ub4dor&3 and it doesnt work', 'Tr0ub4dor'],
  ["My name is Tom and my password is hunter2, why can't I log in", 'hunter2', 'Name is Tom'],
  ['pw: hunter2 still not working', 'hunter2'],
  ['I use the password letmein123 for everything', 'letmein123'],
  ['my favourite password is letmein', 'letmein'],
  ['i set my password to ilovepizza, I love pizza', 'ilovepizza', 'Likes pizza'],
  ['my pin is 4821 and I live in Lyon', '4821', 'Lives in Lyon'],
  ['my card number is 4111 1111 1111 1111 why was it declined', '4111'],
  ['I live in Lyon 4111111111111111', '4111111111111111', 'Lives in Lyon'],
  ['I work at 4111-1111-1111-1111', '4111'],
  ['the card is 4242 4242 4242 4242, cvc 314', '4242'],
  ['my iban is GB29NWBK60161331926819', 'GB29'],
  ['my ssn is 078-05-1120, I was born in 1970', '078-05-1120', 'Was born in 1970'],
  ['my api key is sk-abc123def456ghi789jkl012 and i get 401', 'sk-abc123'],
  ['use token ghp_16C7e42F292c6912E7710c838347Ae178B4a please', 'ghp_16C7'],
  ["here's my token: eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcDEF123", 'eyJhbGci'],
  ['I love AKIAIOSFODNN7EXAMPLE', 'AKIAIOSFODNN7EXAMPLE'],
  ['my name is wJalrXUtnFEMI7K7MDENGbPxRfiCYEXAMPLEKEY', 'wJalrXUtnFEMI'],
  ['my dog is called 9f86d081884c7d659a2feaa0c55ad015', '9f86d081'],
  ['I live at postgres://ada:s3cret@db.example.com/app', 's3cret'],
  ['login is bob@example.com / pass: qwerty99', 'qwerty99'],
  ['my seed phrase is apple banana cherry dog egg fish, I like tea', 'apple banana', 'Likes tea'],
  ['the code i got is my otp 493021', '493021'],
]

describe('what opens or pays for something is not learned where nobody asked for it', () => {
  test.each(inPassing)('%s', (message, secret, ...facts) => {
    const found = factsIn(message, saidAt)
    expect(found.map(({ text }) => text)).toEqual(facts)
    for (const { text, quote } of found) {
      expect(text).not.toContain(secret)
      expect(quote).not.toContain(secret)
      expect(quote).not.toBe('')
      expect(message).toContain(quote)
    }
  })
})

test.each([
  ['Remember that my password is Tulip!44', 'Password is Tulip!44'],
  ['please remember my wifi password is BlueHorse77', 'Wifi password is BlueHorse77'],
  ['remember that my card number is 4111 1111 1111 1111', 'Card number is 4111 1111 1111 1111'],
  ['my locker code is 3312, remember that', 'Locker code is 3312'],
  ['My bank pin is 4471. Please remember that.', 'Bank pin is 4471'],
])('a secret is kept as it was said where that is asked for: %s', (message, text) => {
  expect(factsIn(message, saidAt)).toMatchObject([{ text, explicit: true }])
})

test.each([
  ['I have 4111 unread emails and I live in Lyon', 'Lives in Lyon'],
  ['My token of love is a ring. I live in Lyon.', 'Lives in Lyon'],
  ['I collect pins and I love tea', 'Likes tea'],
  ['the secret is out, I am a nurse', 'Works as a nurse'],
  ['My phone is 0123456789 and my name is Ada', 'Name is Ada'],
])('what only sounds like a secret hides nothing: %s', (message, fact) => {
  expect(learned(message)).toContain(fact)
})
