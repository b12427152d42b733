/** Names that other services know people by: they say nothing of them, and go with them. */
export interface Pseudonyms {
  /** Made at random when it is first asked for. */
  of(userId: string): Promise<string>
  known(userId: string): Promise<string | undefined>
  /** Undefined where nobody bears it any more. */
  whose(pseudonym: string): Promise<string | undefined>
  /** The next that is asked for is another, and nothing here is called by a name that it has under this one. */
  drop(userId: string): Promise<void>
}
