import { useAccess } from './access.ts'
import { Announcer } from './announcer.tsx'
import { SignIn } from '../person/sign-in.tsx'
import { Workspace } from './workspace.tsx'

export function App() {
  const { isWanted, turn } = useAccess()
  return (
    <>
      {isWanted ? <SignIn /> : <Workspace key={turn} />}
      <Announcer />
    </>
  )
}
