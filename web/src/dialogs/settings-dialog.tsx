import { type SubmitEvent, useState } from 'react'
import { ConfirmDialog } from '../controls/confirm-dialog.tsx'
import { Dialog } from '../controls/dialog.tsx'
import { Refusal } from '../controls/refusal.tsx'
import { signOut, useAccess } from '../page/access.ts'
import { announce } from '../page/announce.ts'
import { client } from '../page/client.ts'
import { type Told, toldOf } from '../page/failure.ts'
import { go } from '../page/route.ts'
import { setTheme, type Theme, useTheme } from '../page/theme.ts'
import { MemorySwitch } from '../person/memory-switch.tsx'
import { saveFile } from '../person/save-file.ts'
import { useMe } from '../person/use-me.ts'

const themes: readonly [Theme, string][] = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
]

/** What is written here stays, whenever the person’s choices arrive; what is not touched is not sent. */
function Whereabouts() {
  const { me, change, failure } = useMe()
  const [written, setWritten] = useState<{ country?: string; language?: string }>({})
  async function submit(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const wanted = Object.fromEntries(Object.entries(written).map(([name, word]) => [name, word.trim() || null]))
    if (!(await change(wanted))) return
    setWritten((now) => (now === written ? {} : now))
    announce('Saved')
  }
  return (
    <form className="line-form" onSubmit={(event) => void submit(event)}>
      <label className="field">
        Country
        <input
          value={written.country ?? me?.country ?? ''}
          onChange={({ target }) => setWritten({ ...written, country: target.value })}
          maxLength={2}
          placeholder="GB"
          autoComplete="country"
        />
      </label>
      <label className="field">
        Language
        <input
          value={written.language ?? me?.language ?? ''}
          onChange={({ target }) => setWritten({ ...written, language: target.value })}
          maxLength={35}
          placeholder="en"
        />
      </label>
      <button type="submit" className="button">
        Save
      </button>
      {failure && <Refusal told={failure} />}
    </form>
  )
}

export function SettingsDialog({ onClose, onErased }: { onClose(): void; onErased(): void }) {
  const theme = useTheme()
  const { token } = useAccess()
  const [isErasing, setErasing] = useState(false)
  const [failure, setFailure] = useState<Told | null>(null)
  async function save(): Promise<void> {
    try {
      saveFile('colloquy-export.json', JSON.stringify(await client.me.export(), null, 2))
      announce('Your data was saved')
    } catch (error) {
      setFailure(toldOf(error))
    }
  }
  return (
    <Dialog title="Settings" onClose={onClose}>
      <fieldset className="choices">
        <legend>Colours</legend>
        {themes.map(([name, label]) => (
          <label key={name} className="choice">
            <input type="radio" name="theme" checked={theme === name} onChange={() => setTheme(name)} />
            {label}
          </label>
        ))}
      </fieldset>
      <section>
        <h3>Where you are</h3>
        <p className="hint">So that you are shown help near you, in your language, should you ever need it.</p>
        <Whereabouts />
      </section>
      <section>
        <h3>Memory</h3>
        <MemorySwitch />
      </section>
      <section>
        <h3>Your data</h3>
        <p className="hint">All conversations, memories and figures that this server keeps of you, as one file.</p>
        {failure && <Refusal told={failure} />}
        <div className="dialog-actions">
          <button type="button" className="button" onClick={() => void save()}>
            Save my data
          </button>
          <button type="button" className="button button-grave" onClick={() => setErasing(true)}>
            Erase my data
          </button>
        </div>
      </section>
      {token !== null && (
        <section>
          <h3>This device</h3>
          <button type="button" className="button" onClick={signOut}>
            Sign out
          </button>
        </section>
      )}
      {isErasing && (
        <ConfirmDialog
          title="Erase all of your data?"
          text="All your conversations and memories, and keys that name you, will be gone from this server. This cannot be taken back."
          action="Erase everything"
          onConfirm={async () => {
            await client.me.delete()
            announce('Everything of yours was erased')
            go({}, 'replace')
            onErased()
            onClose()
          }}
          onClose={() => setErasing(false)}
        />
      )}
    </Dialog>
  )
}
