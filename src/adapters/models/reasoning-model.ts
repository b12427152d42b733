/** OpenAI's reasoning models refuse `max_tokens`, temperature and penalties. A gateway's vendor prefix may come first. */
export function isReasoningModel(model: string): boolean {
  return /(?:^|\/)(?:o[1-9]|gpt-5)(?![a-z0-9])/.test(model)
}
