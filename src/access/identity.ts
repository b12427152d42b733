/** Who asks, and until when that holds. */
export interface Identity {
  userId: string
  /** Milliseconds since 1970; absent where it never ends by itself. */
  expiresAt?: number
  /** The key that says so: with it goes the right. */
  keyId?: string
}
