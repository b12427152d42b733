const most = 127

/** A vector in a byte for each number: what is lost is less than what tells two meanings apart. */
export function packVector(vector: Float32Array): Uint8Array {
  const packed = new Int8Array(vector.length)
  const largest = vector.reduce((max, one) => Math.max(max, Math.abs(one)), 0) || 1
  for (let i = 0; i < vector.length; i++) packed[i] = Math.round(((vector[i] ?? 0) / largest) * most)
  return new Uint8Array(packed.buffer)
}

export interface Meaning {
  numbers: Int8Array
  length: number
}

export function unpackVector(packed: Uint8Array): Meaning {
  const numbers = new Int8Array(packed.buffer, packed.byteOffset, packed.byteLength)
  let sum = 0
  for (let i = 0; i < numbers.length; i++) sum += (numbers[i] ?? 0) ** 2
  return { numbers, length: Math.sqrt(sum) }
}

/** How near two meanings are, from -1 to 1; 0 where they cannot be compared. */
export function nearness(a: Meaning, b: Meaning): number {
  if (a.numbers.length !== b.numbers.length || a.length === 0 || b.length === 0) return 0
  let product = 0
  for (let i = 0; i < a.numbers.length; i++) product += (a.numbers[i] ?? 0) * (b.numbers[i] ?? 0)
  return product / (a.length * b.length)
}
