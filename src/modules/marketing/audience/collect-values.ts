/** Collects values and answers their places. */
export function collectValues(values: unknown[] = []): {
  values: unknown[]
  bind: (value: unknown) => string
} {
  return { values, bind: (value) => `$${values.push(value)}` }
}
