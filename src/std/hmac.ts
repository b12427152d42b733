import { createHmac } from 'node:crypto'

/** Who holds the secret can tell who sent these bytes, and that they were sent at this time. */
export const signatureOf = (secret: string, timestamp: string, body: Uint8Array): string =>
  `sha256=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`
