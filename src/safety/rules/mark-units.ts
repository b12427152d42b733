const units = new Uint16Array(0x10000)
for (let unit = 0; unit < units.length; unit++) units[unit] = unit
const everyUnit = Buffer.from(units.buffer).toString('utf16le')

/** Sets a bit of every UTF-16 unit that a global pattern finds: to look a unit up costs less than to match it. */
export function markUnits(table: Uint8Array, bit: number, pattern: RegExp): void {
  for (const { index, 0: found } of everyUnit.matchAll(pattern))
    for (let unit = index; unit < index + found.length; unit++) table[unit] = (table[unit] ?? 0) | bit
}
