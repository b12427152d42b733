import { createPhraseBook } from './phrases.ts'
import { eating } from './sayings/eating.ts'
import { harm } from './sayings/harm.ts'
import { means } from './sayings/means.ts'
import { others } from './sayings/others.ts'
import { wishes } from './sayings/wishes.ts'
import { classes } from './word-classes.ts'

/** What says by itself how somebody is. */
export const sayings = createPhraseBook({ ...wishes, ...harm, ...means, ...eating, ...others }, classes)
