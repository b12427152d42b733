import { type SubmitEvent, useState } from 'react'
import { signIn, useAccess } from '../page/access.ts'
import { Refusal } from '../controls/refusal.tsx'

export function SignIn() {
  const { refusal } = useAccess()
  const [token, setToken] = useState('')
  const [isKept, setKept] = useState(false)
  function submit(event: SubmitEvent): void {
    event.preventDefault()
    if (token.trim() !== '') signIn(token.trim(), isKept)
  }
  return (
    <main className="sign-in">
      <form onSubmit={submit}>
        <h1 className="wordmark">Colloquy</h1>
        <p>This server wants to know who you are. Its operator gives you a token or a key.</p>
        {refusal && <Refusal told={refusal} />}
        <label className="field">
          Token
          <input
            type="password"
            autoComplete="current-password"
            autoFocus
            required
            spellCheck={false}
            value={token}
            onChange={({ target }) => setToken(target.value)}
          />
        </label>
        <label className="check">
          <input type="checkbox" checked={isKept} onChange={({ target }) => setKept(target.checked)} />
          Stay signed in on this device
        </label>
        <button type="submit" className="button button-main">
          Sign in
        </button>
        <p className="hint">
          Without it the token is forgotten with this tab. It is sent to this server alone, and never in an address.
        </p>
      </form>
    </main>
  )
}
