/** What a table says of a key that came from outside; "constructor" and the like are no keys of it. */
export const own = <T>(table: Partial<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined
