import { createClient } from '@colloquy/client'
import { currentToken, refuseAccess } from './access.ts'
import { serverAddress } from './server-address.ts'

interface Refusal {
  title?: string
  detail?: string
}

/** Whatever is answered 401, the page asks for a token. */
const watchedFetch: typeof fetch = async (input, init) => {
  const used = currentToken()
  const response = await fetch(input, init)
  if (response.status === 401) {
    const { title = 'Who asks is not known', detail = 'Sign in with a token.' } = await response
      .clone()
      .json()
      .then(
        (body) => body as Refusal,
        (): Refusal => ({}),
      )
    refuseAccess(used, { title, detail })
  }
  return response
}

export const client = createClient({ baseUrl: serverAddress, token: currentToken, fetch: watchedFetch })
