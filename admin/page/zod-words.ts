/** A text under `values`, and what stands in it. */
export type Words = { key: string; values?: Record<string, string> }

type Reader = { sees: RegExp; says: (found: RegExpExecArray) => Words }

const LIMIT =
  /expected (number|int|string|array|set)\b.*? to (?:be|have) (>=|>|<=|<)\s?(-?\d+(?:\.\d+)?)(?: (?:characters|items))?/

const LIMITS: Record<string, Record<string, string>> = {
  number: { ">=": "least", ">": "above", "<=": "most", "<": "below" },
  string: { ">=": "longer", ">": "longer", "<=": "shorter", "<": "shorter" },
  array: { ">=": "more", ">": "more", "<=": "fewer", "<": "fewer" },
}

const READERS: Reader[] = [
  { sees: /received undefined|received null|\bis needed\b/, says: () => ({ key: "needed" }) },
  {
    sees: LIMIT,
    says: ([, what = "", sign = "", limit = ""]) => {
      const of = what === "string" ? "string" : what === "array" || what === "set" ? "array" : "number"
      // One letter at least, one thing at least: it is simply missing.
      if (of !== "number" && sign === ">=" && limit === "1") return { key: "needed" }
      return { key: LIMITS[of]![sign]!, values: { limit } }
    },
  },
  {
    sees: /holds at most (\d+) characters/,
    says: ([, limit = ""]) => ({ key: "shorter", values: { limit } }),
  },
  { sees: /expected int\b|multiple of 1\b/, says: () => ({ key: "whole" }) },
  { sees: /expected number\b/, says: () => ({ key: "number" }) },
  { sees: /Invalid option|expected one of/, says: () => ({ key: "option" }) },
  { sees: /must look like "([^"]+)"/, says: ([, like = ""]) => ({ key: "like", values: { like } }) },
  { sees: /Unrecognized key|has unknown parts/, says: () => ({ key: "unknown" }) },
  {
    sees: /Invalid (?:input|email|url|date|string|ISO|format)|\bis not right\b/i,
    says: () => ({ key: "wrong" }),
  },
]

/**
 * What a schema said, as a text of ours: zod's English ("Too small: expected number to be >0") is for developers.
 * Null when it is no such sentence.
 */
export function wordsOfSchema(message: string): Words | null {
  for (const { sees, says } of READERS) {
    const found = sees.exec(message)
    if (found) return says(found)
  }
  return null
}
