/** A path with ids in it. One that would lead to another path is refused: without its id, a DELETE names everything. */
export function pathOf(parts: TemplateStringsArray, ...ids: string[]): string {
  return parts.reduce((path, part, i) => {
    const id = ids[i - 1] ?? ''
    if (/^\.{0,2}$/.test(id)) throw new TypeError(`Cannot ask for "${id}": it is no id`)
    return path + encodeURIComponent(id) + part
  })
}

/** Leaves out what is undefined. */
export function queryOf(query: object): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
}
