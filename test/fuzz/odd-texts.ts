import * as fc from 'fast-check'

/** What texts have been known to break things with, by what it is about them. */
const known: readonly (readonly string[])[] = [
  ['\0', 'a\0b', 'hello\0'],
  ['\ud83d', '\udc00a', 'a\ude00\ud83d', '\ufffe\uffff'],
  ['', ' ', '\u3000', '\ufeff', '\u200b\u200d\u2060'],
  ['\r', 'a\r\n\r\ndata: x\n\n', '\u2028\u2029', '\u0007\u001b[31m\u007f\u0085'],
  ['\u202eabc\u202c', 'a\u0301'.repeat(50), '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}', '\u0130\u0131\u00df\ufb01'],
  ['NaN', 'Infinity', '-0', '1e3', '0x10', '007', '9007199254740993', '99999999999999999999', '-1', '1.5'],
  ['null', 'undefined', 'true', '{}', '[]', '[object Object]', '2024-02-30T00:00:00Z', '+275760-09-13T00:00:00.001Z'],
  ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'then'],
  [
    "' OR 1=1 --",
    '"',
    '"*" NEAR/2 (',
    'AND',
    'hello OR',
    'NOT',
    '%',
    '%s%n%d',
    '${7*7}',
    '\\',
    '../../etc/passwd',
    '{{conversation}}',
  ],
  [256, 1_025, 4_097, 16_385, 33_000].map((length) => 'x'.repeat(length)),
]

export const oddText: fc.Arbitrary<string> = fc.oneof(
  ...known.map((texts) => fc.constantFrom(...texts)),
  fc.string({ unit: fc.nat(0x10ffff).map((code) => String.fromCodePoint(code)), maxLength: 30 }),
  fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)), maxLength: 10 }),
)
