import { toMinor } from "../../../core/money"

/** Adds decimal texts exactly, as PostgreSQL prints them ("12.50", "-0.3333"). */
export function addDecimals(texts: string[]): string {
  const scale = Math.max(0, ...texts.map((text) => text.split(".")[1]?.length ?? 0))
  const sum = texts.reduce((whole, text) => whole + scaled(text, scale), 0n)
  const digits = (sum < 0n ? -sum : sum).toString().padStart(scale + 1, "0")
  return `${sum < 0n ? "-" : ""}${digits.slice(0, digits.length - scale)}${scale ? `.${digits.slice(-scale)}` : ""}`
}

const scaled = (text: string, scale: number): bigint => {
  const [whole, fraction = ""] = text.split(".")
  return BigInt(whole + fraction.padEnd(scale, "0"))
}

export const negated = (text: string): string => (text.startsWith("-") ? text.slice(1) : `-${text}`)

/** A core amount in minor units, rounded once at the last digit. The core keeps amounts as unbounded decimals. */
export function exactMinor(amount: string, currency: string): number {
  const minor = toMinor(amount, currency)
  if (minor === null)
    throw new Error(`The store holds the amount ${amount} ${currency}, which is too large to count exactly.`)
  return minor
}

/**
 * Core amounts in minor units, in this order, so that the first n of them always add up to their exact sum rounded
 * once. Each by itself is up to one unit away from its own rounding.
 */
export function exactMinors(amounts: string[], currency: string): number[] {
  let exact = "0"
  let whole = 0
  return amounts.map((amount) => {
    const before = whole
    exact = addDecimals([exact, amount])
    whole = exactMinor(exact, currency)
    return whole - before
  })
}
