export const REDACTED = '[redacted]'

const MAX_LENGTH = 2048
// Scrubbed beyond what is kept, so that the cut cannot hide the end by which a secret is known.
const MARGIN = 512

const SUSPICION = /sk-|colloquy_|bearer|eyJ|:\/\/|key|passw|passphrase|secret|authorization|credential|token|cookie/i

// Every repetition that may fail late is bounded, so that no input makes these more than linear.
const API_KEY = /(?<![a-z0-9])sk-[\w-]{3,}|sk-[\w-]{20,}/gi
const OWN_KEY = /colloquy_[\w-]{12,}/gi
const BEARER = /bearer(?:\s|%20|[:=+]){1,4}[\w.~+/=%-]+/gi
const JSON_WEB_TOKEN = /(?<![\w-])eyJ[\w-]{5,2000}\.[\w-]{5,2000}(?:\.[\w-]*)?/g
const URL_PASSWORD = /:\/\/[^\s/@:]{0,256}:[^\s@/]{0,256}@/g
const NAMED =
  /((?:api[_-]?key|passw(?:or)?d|passphrase|secret|authorization|credential|cookie|(?:access|auth|refresh|id|session)[_-]?token)[\w-]{0,32}[\\"']{0,4}\s{0,4}[:=]\s{0,4}[\\"']{0,4}(?:basic\s{1,4})?)[^\s\\"',;&}]+/gi

/** Takes keys, tokens and passwords out of a text, and cuts it to a length that a log line bears. */
export const scrubText = (text: string): string => {
  let clean = text.length > MAX_LENGTH + MARGIN ? text.slice(0, MAX_LENGTH + MARGIN) : text
  if (SUSPICION.test(clean)) {
    clean = clean
      .replace(URL_PASSWORD, `://${REDACTED}@`)
      .replace(BEARER, `Bearer ${REDACTED}`)
      .replace(JSON_WEB_TOKEN, REDACTED)
      .replace(API_KEY, REDACTED)
      .replace(OWN_KEY, REDACTED)
      .replace(NAMED, `$1${REDACTED}`)
  }
  return clean.length > MAX_LENGTH ? `${clean.slice(0, MAX_LENGTH)}…` : clean
}
