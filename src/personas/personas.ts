import type { Sampling } from '../ports/model.ts'

export interface Persona {
  id: string
  name: string
  description: string
  systemPrompt: string
  /** What its answers are drawn with, where a request says nothing else. */
  parameters: Sampling & { model?: string }
  /** It listens to people in need: what it says, and what is said to it, is looked at more closely. */
  therapy?: boolean
  /** What it says first where nobody has said anything and the model cannot. */
  opener?: string
}

export const defaultPersona = 'personal-assistant'

/** Who may answer. The prompts may be changed while the server runs; the next answer follows the new one. */
export interface Personas {
  get(id: string): Persona | undefined
  has(id: string): boolean
  list(): Persona[]
  setSystemPrompt(id: string, systemPrompt: string): void
}

export function createPersonas(all: readonly Persona[]): Personas {
  const personas = new Map<string, Persona>()
  for (const persona of all) {
    if (personas.has(persona.id))
      throw new Error(`There are two personas of the id "${persona.id}". Rename one of them.`)
    personas.set(persona.id, persona)
  }
  return {
    get: (id) => personas.get(id),
    has: (id) => personas.has(id),
    list: () => [...personas.values()],
    setSystemPrompt(id, systemPrompt) {
      const persona = personas.get(id)
      if (!persona)
        throw new Error(`There is no persona of the id "${id}". There are: ${[...personas.keys()].join(', ')}.`)
      personas.set(id, { ...persona, systemPrompt })
    },
  }
}
