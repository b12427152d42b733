export function createOffline(_o: unknown): never {
  throw new Error('placeholder')
}
