/** A number as people type it, with a point or a comma before its fraction; null where it cannot be told. */
export function typedNumber(text: string): number | null {
  // Chinese keyboards type digits, points and signs in full width.
  const plain = text.normalize("NFKC").replace(/\s/g, "").replace("−", "-")
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain)) return Number(plain.replaceAll(",", ""))
  return /^[+-]?(\d+([.,]\d*)?|[.,]\d+)$/.test(plain) ? Number(plain.replace(",", ".")) : null
}

/**
 * What an input hands on: nothing where nothing is typed, and where it cannot be read the text itself. A draft keeps it so, every check
 * finds that it is no number, and it stands there again when somebody comes back.
 */
export function asTyped(text: string, read: (text: string) => number | null): number | undefined {
  if (text.trim() === "") return undefined
  return read(text) ?? (text as unknown as number)
}
