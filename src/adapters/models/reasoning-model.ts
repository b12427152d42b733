/** OpenAI's reasoning models refuse `max_tokens`, temperature and penalties. A gateway's vendor or `ft:` may come first. */
export function isReasoningModel(model: string): boolean {
  return /(?:^(?:ft:)?|\/)(?:o[1-9]|gpt-5)(?![a-z0-9])/.test(model)
}
