const irregular: ReadonlyMap<string, string> = new Map(
  Object.entries({
    lying: 'lie',
    dying: 'die',
    tying: 'tie',
    skiing: 'ski',
    seeing: 'see',
    being: 'be',
    agreeing: 'agree',
    travelling: 'travel',
    cancelling: 'cancel',
    modelling: 'model',
    singing: 'sing',
    bringing: 'bring',
    changing: 'change',
    arranging: 'arrange',
    dyeing: 'dye',
    using: 'use',
    closing: 'close',
    focusing: 'focus',
    preparing: 'prepare',
    competing: 'compete',
    completing: 'complete',
    deciding: 'decide',
    providing: 'provide',
    proposing: 'propose',
    inviting: 'invite',
    uniting: 'unite',
    exploring: 'explore',
    redecorating: 'redecorate',
    tasting: 'taste',
    wasting: 'waste',
    hosting: 'host',
    scheduling: 'schedule',
    undergoing: 'undergo',
    going: 'go',
    doing: 'do',
  }),
)

/** "fly" of "flying", "move" of "moving", "run" of "running". */
export function baseOfGerund(word: string): string {
  const known = irregular.get(word)
  if (known !== undefined) return known
  const stem = word.slice(0, -3)
  if (/([bcdfgkmnprtv])\1$/.test(stem)) return stem.slice(0, -1)
  const dropsE =
    /(?:v|[^aeiou]c|ic|uc|ac|z|u|dg|[aeiou]rg|[^e]ur|[^aeiou]ir|[^aeiou]at|[^aeiou]iz|[^aeiou]is|rs|ns|[aeiou]s|bl|ttl|dl|gl|fl|pl|cl|tl|kl)$/.test(
      stem,
    ) && !/(?:ss|ocus)$/.test(stem)
  const short = /^[^aeiou]*[aeiou][^aeiouwxy]$/.test(stem)
  return dropsE || short ? `${stem}e` : stem
}
