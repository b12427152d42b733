export interface ResourceChannel {
  kind: 'call' | 'text' | 'chat' | 'web' | 'emergency'
  /** A number or an address, as it is shown. */
  value: string
  /** Of a text: the word to be sent. */
  note?: string
}

/** A service that helps people in a crisis, as the rows of the data file have it. */
export interface Resource {
  id: string
  /** ISO 3166, two letters; null is for everybody. */
  country: string | null
  name: string
  languages: readonly string[]
  channels: readonly ResourceChannel[]
  /** "24/7", or when somebody is there. */
  hours?: string
  /** Where what the row says is published. */
  source: string
  /** The day on which a person last checked the row against its source. */
  verifiedAt: string | null
}
