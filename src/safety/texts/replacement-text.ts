import { type ReplacementKind, textsIn } from './written-texts.ts'

/** What stands where an answer must not. */
export const replacementText = (kind: ReplacementKind, language: string): string => textsIn(language).replacement[kind]

/** What a person at risk reads where a model had no answer. */
export const failureText = (language: string): string => textsIn(language).failure.plain
