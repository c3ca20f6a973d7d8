export type Rule = Record<string, unknown>
