import type { Persona } from '@colloquy/client'

interface PersonaPickerProps {
  personas: readonly Persona[]
  chosen: string | undefined
  onChoose(id: string): void
}

export function PersonaPicker({ personas, chosen, onChoose }: PersonaPickerProps) {
  if (personas.length < 2) return null
  return (
    <fieldset className="personas">
      <legend>Who is to answer?</legend>
      {personas.map(({ id, name, description }) => (
        <label key={id} className="persona">
          <input type="radio" name="persona" checked={id === chosen} onChange={() => onChoose(id)} />
          <span>
            <strong>{name}</strong>
            <span>{description}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
