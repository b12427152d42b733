/** A place in a list, in the list's own terms; a dialect makes an opaque cursor of it. */
export type Position = readonly (string | number)[]

export interface Page<Item> {
  items: Item[]
  next: Position | null
}

export interface PageRequest {
  limit: number
  from?: Position | undefined
}
