/** Unlike `randomUUID` it is there on pages that came over plain HTTP, too. */
export function randomKey(): string {
  let key = ''
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) key += byte.toString(16).padStart(2, '0')
  return key
}
