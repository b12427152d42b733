/** What is filled in is not read again: a name that looks like a place stays a name. */
export const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replaceAll(/\{(\w+)\}/g, (place, key: string) => values[key] ?? place)
