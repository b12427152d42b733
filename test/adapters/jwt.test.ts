import { createJwtVerifier } from '../../src/adapters/jwt/token-verifier.ts'
import { audience, issuer, tokenVerifierContract } from '../contracts/token-verifier.contract.ts'
import { startKeyServer } from './jwt-key-server.ts'
import { createSharedSigner, createSigner } from './jwt-signer.ts'

tokenVerifierContract('HS256', async () => {
  const verifier = createJwtVerifier({ secret: 'a secret', algorithms: ['HS256'], issuer, audience })
  return {
    verifier,
    sign: createSharedSigner('a secret').sign,
    forge: createSharedSigner('A secret').sign,
    [Symbol.asyncDispose]: () => verifier[Symbol.asyncDispose](),
  }
})

for (const algorithm of ['RS256', 'ES256']) {
  const signer = createSigner(algorithm, 'one')
  const forger = createSigner(algorithm, 'one')

  tokenVerifierContract(algorithm, async () => {
    const server = await startKeyServer(signer)
    const verifier = createJwtVerifier({ algorithms: [algorithm], jwksUrl: server.url, issuer, audience })
    return {
      verifier,
      sign: signer.sign,
      forge: forger.sign,
      async [Symbol.asyncDispose]() {
        await verifier[Symbol.asyncDispose]()
        await server[Symbol.asyncDispose]()
      },
    }
  })
}
