const named = /^(?:anthropic\/)?(?<model>claude[\w.-]*)$/

/** What Anthropic calls the model of this name; undefined where it is none of theirs. */
export const anthropicName = (model: string): string | undefined => named.exec(model)?.groups?.['model']
