import { minorDigits, toMinor } from "../../src/core/money"

/**
 * An amount as people type it, with a comma or a point before the cents and between thousands, as minor units; null where it
 * cannot be told. A single comma before three digits stands between thousands, a single point before the cents.
 */
export function typedMinor(text: string, currency: string): number | null {
  // As of numbers: Chinese keyboards type in full width.
  const typed = text.normalize("NFKC").replace(/[\s'’]/g, "")
  const mark = typed.includes(",") && typed.lastIndexOf(",") > typed.lastIndexOf(".") ? "," : "."
  const [whole = "", cents, ...more] = typed.split(mark)
  if (more.length > 0 || (mark === "," && !isCents(cents, currency)))
    return inThousands(typed, mark) ? toMinor(typed.replaceAll(mark, ""), currency) : null
  const other = mark === "," ? "." : ","
  if (whole.includes(other) && !inThousands(whole, other)) return null
  return toMinor(
    [whole.replaceAll(other, ""), cents].filter((part) => part !== undefined).join("."),
    currency,
  )
}

/** While the cents are being typed there may be none yet. */
const isCents = (digits = "", currency: string): boolean =>
  digits.length <= Math.min(2, minorDigits(currency))

const inThousands = (text: string, mark: string): boolean =>
  text.split(mark).every((part, nth) => (nth === 0 ? /^[+-]?\d{1,3}$/ : /^\d{3}$/).test(part))
