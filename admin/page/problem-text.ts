import { createContext, useContext } from "react"
import type { Named, Problem } from "../../src/core/problem"
import { usePropertyLabel } from "../form/property-label"
import { useText } from "../i18n/use-text"

/** The name of a node of the plan that is open, so that a problem can say where it is. */
export const NodeNames = createContext<(node: string) => string | undefined>(() => undefined)

/** Every action that a plan's state does not allow has a code of its own; what to do about it is the same. */
const keyOf = (given: string): string => textKey(given.replace(/^plan\/.+-not-allowed$/, "plan/not-allowed"))
const textKey = (code: string): string => `problems.${code.replaceAll("/", "_").replaceAll("-", "_")}`

/** "nodes.n3.settings.amount": the node, and the last name that is no number. */
function placeOf(path: string): { node?: string; field?: string } {
  const parts = path.split(".").filter((part) => part !== "" && !/^\d+$/.test(part))
  const inNode = parts[0] === "nodes"
  const [whose, last] = [parts.at(-2), parts.at(-1)]
  // Else it would be called as the percent of a discount is.
  const field = whose === "sample" ? `sample_${last}` : last
  const known = field && !(inNode && parts.length < 3) && !["settings", "content", "nodes"].includes(field)
  return { node: inNode ? parts[1] : undefined, field: known ? field : undefined }
}

/**
 * A problem as a sentence in the reader's language, with its place where the sentence alone does not tell. Codes that
 * are not ours, e.g. of an extension, keep the server's own words.
 */
export function useProblemText() {
  const { t, number } = useText()
  const listed = useListed()
  const nameOf = useContext(NodeNames)
  const labelOf = usePropertyLabel()
  return (problem: Problem, beside = false): string => {
    const { node, field } = placeOf(problem.path)
    const values = inWriting(problem.values, number, listed)
    // Of a card the server knows its English name only.
    if (node && values.name && /^(canvas|plan)\//.test(problem.code))
      values.name = nameOf(node) ?? values.name
    const own = [problem.message, problem.hint].filter(Boolean).join(" ")
    const { fit } = values
    const text =
      (fit ? t(`values.${fit}`, values) : t(keyOf(problem.code), { ...values, defaultValue: own })) || own
    // Beside its own field a sentence needs no place.
    if (beside) return text
    const place = [node && nameOf(node), fit && field && labelOf(field)].filter(Boolean).join(" · ")
    return place ? t("problems.at", { place, text }) : text
  }
}

/** More things than this make no sentence. */
const MOST_NAMED = 4

/** "the plan “Win back”, the segment “Regulars” and 3 more" */
function useListed() {
  const { t, number } = useText()
  return (things: Named[]): string => {
    const named = things.slice(0, MOST_NAMED).map(({ what, name }) => t(`named.${what}`, { name }))
    const more = things.length - named.length
    const list = named.join(t("named.comma"))
    return more > 0 ? t("named.andMore", { list, shown: number(more) }) : list
  }
}

/** Numbers and lists as the reader writes them. */
const inWriting = (
  values: Problem["values"],
  number: (n: number) => string,
  listed: (things: Named[]) => string,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values ?? {}).map(([name, value]) => [
      name,
      Array.isArray(value) ? listed(value) : typeof value === "number" ? number(value) : value,
    ]),
  )
