import type { Toolbox } from '../../ports/tools.ts'

/** Several as one. Of two tools of one name there is the first that a persona may use. */
export function joinToolboxes(boxes: readonly Toolbox[]): Toolbox {
  const ownersFor = new Map<string, Map<string, Toolbox>>()
  return {
    async of(persona, signal) {
      const all = await Promise.all(boxes.map(async (box) => ({ box, tools: await box.of(persona, signal) })))
      const found = all.flatMap(({ box, tools }) => tools.map((tool) => ({ box, tool })))
      const first = found.filter(
        ({ tool }, i) => found.findIndex((other) => other.tool.spec.name === tool.spec.name) === i,
      )
      const owners = ownersFor.getOrInsertComputed(persona, () => new Map<string, Toolbox>())
      for (const { box, tool } of first) owners.set(tool.spec.name, box)
      return first.map(({ tool }) => tool)
    },

    async use(name, input, use, signal) {
      const owner = ownersFor.get(use.persona)?.get(name)
      if (!owner) throw new Error('There is no tool of this name')
      return owner.use(name, input, use, signal)
    },
  }
}
