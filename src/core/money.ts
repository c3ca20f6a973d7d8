/**
 * Money is an integer number of minor units (cents) with a lower-case ISO 4217 currency, never a float.
 * Safe integers hold 90 billion in a two-digit currency; `database.ts` refuses to read anything larger.
 */

// Source: ISO 4217 (2024), currencies whose exponent is not 2.
const EXPONENT: Record<string, number> = {
  bif: 0,
  clp: 0,
  djf: 0,
  gnf: 0,
  isk: 0,
  jpy: 0,
  kmf: 0,
  krw: 0,
  pyg: 0,
  rwf: 0,
  ugx: 0,
  uyi: 0,
  vnd: 0,
  vuv: 0,
  xaf: 0,
  xof: 0,
  xpf: 0,
  bhd: 3,
  iqd: 3,
  jod: 3,
  kwd: 3,
  lyd: 3,
  omr: 3,
  tnd: 3,
  clf: 4,
  uyw: 4,
}

export const minorDigits = (currency: string): number => EXPONENT[currency.toLowerCase()] ?? 2

const ISO_4217 = new Set(Intl.supportedValuesOf("currency"))

/** Is this a currency of ISO 4217, in letters of either case? */
export const isCurrency = (code: string): boolean => ISO_4217.has(code.toUpperCase())

/**
 * Decimal amount as text or number → minor units, rounded half away from zero at the last digit.
 * `null` when the text is not a plain decimal number.
 *
 * @example toMinor("12.345", "eur") // 1235
 */
export function toMinor(amount: string | number, currency: string): number | null {
  const text = (typeof amount === "number" ? decimalText(amount) : amount).trim()
  const match = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text)
  if (!match || (!match[2] && !match[3])) return null
  const digits = minorDigits(currency)
  const fraction = (match[3] ?? "").padEnd(digits + 1, "0")
  let minor = BigInt((match[2] || "0") + fraction.slice(0, digits))
  if (fraction.charCodeAt(digits) >= 53) minor += 1n
  const signed = Number(match[1] === "-" ? -minor : minor)
  return Number.isSafeInteger(signed) ? signed + 0 : null
}

/** Numbers print without an exponent, so that 1e-7 does not slip through as text. */
const decimalText = (amount: number): string => (Number.isFinite(amount) ? amount.toFixed(8) : "")

/** Minor units → exact decimal text, e.g. `fromMinor(-5, "eur")` is "-0.05". */
export function fromMinor(minor: number, currency: string): string {
  const digits = minorDigits(currency)
  const text = String(Math.abs(minor)).padStart(digits + 1, "0")
  const sign = minor < 0 ? "-" : ""
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/**
 * Splits `total` in proportion to non-negative `weights` so that the parts sum to it exactly
 * (largest remainder, Hamilton's method; ties go to the earlier part). All-zero weights: the last part takes it all.
 */
export function allocate(total: number, weights: number[]): number[] {
  if (weights.length === 0) return []
  const sum = weights.reduce((a, b) => a + BigInt(b), 0n)
  if (sum === 0n) return weights.map((_, i) => (i === weights.length - 1 ? total : 0))
  const whole = BigInt(Math.abs(total))
  const parts = weights.map((w, index) => {
    const product = whole * BigInt(w)
    return { index, part: product / sum, rest: product % sum }
  })
  let left = whole - parts.reduce((a, p) => a + p.part, 0n)
  const byRest = [...parts].sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))
  for (const p of byRest) {
    if (left <= 0n) break
    p.part += 1n
    left -= 1n
  }
  const sign = total < 0 ? -1 : 1
  return parts.map((p) => sign * Number(p.part) + 0)
}
