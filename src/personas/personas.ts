export interface Persona {
  id: string
  name: string
  description: string
  systemPrompt: string
}

export const defaultPersona = 'personal-assistant'

export const personas: ReadonlyMap<string, Persona> = new Map(
  [
    {
      id: 'personal-assistant',
      name: 'Personal assistant',
      description: 'Answers questions and helps with everyday work.',
      systemPrompt:
        'You are a helpful assistant. Answer the question that was asked, plainly and to the point. ' +
        'Say so when you do not know something, and ask when a question can be read in more than one way.',
    },
  ].map((persona) => [persona.id, persona]),
)
