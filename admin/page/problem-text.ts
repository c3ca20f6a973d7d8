import { createContext, useContext } from "react"
import type { Problem } from "../../src/core/problem"
import { usePropertyLabel } from "../form/property-label"
import { useText } from "../i18n/use-text"
import { wordsOfSchema } from "./zod-words"

/** The name of a node of the plan that is open, so that a problem can say where it is. */
export const NodeNames = createContext<(node: string) => string | undefined>(() => undefined)

/** What of the server's own sentence is worth keeping: names, numbers and places, by code. */
const KEPT: Record<string, RegExp> = {
  "message/liquid": /^Line (?<line>\d+), column (?<column>\d+): (?<text>[\s\S]*?)\.?$/,
  "import/endless-line": /Line (?<line>\d+)/,
  "message/unknown-variable": /"(?<name>[^"]+)"/,
  "message/unknown-channel": /"(?<name>[^"]+)"/,
  "rule/unknown-field": /"(?<name>[^"]+)"/,
  "rule/unavailable": /"(?<name>[^"]+)"/,
  "canvas/unknown-kind": /"(?<name>[^"]+)"/,
  "split-test/sum": /(?<sum>[\d.]+)/,
  "tags/both": /"(?<name>[^"]+)"/,
  "schedule/past": /time (?<at>\S+)/,
  "schedule/no-such-day": /day (?<day>[^.]+)\./,
  "segment-template/unknown-value": /"(?<name>[^"]+)"/,
  "segment-template/number": /from (?<min>-?\d+) to (?<max>\d+)/,
  "segment-template/amount": /from (?<min>[\d.]+) to (?<max>[\d.]+) (?<currency>[A-Z]{3})/,
  "segment-template/needed": /(?<min>\d+)/,
  "segment-template/too-many": /(?<max>\d+)/,
  "segment/unknown-customers": /: (?<ids>.+)\.$/,
  "points/not-enough": /^(?<asked>\d+).*?(?<available>\d+)/,
  "plan/without-account": /(?<people>\d+) of the (?<audience>\d+)/,
  "customer/account-elsewhere": /e-mail is (?<accounts>.+)\.$/,
  "template/no-promotion": /"(?<name>.+)"/,
  "template/unknown-currency": /in (?<currency>[A-Z]{3})/,
}

/** Names and numbers in the server's own sentence, by the names that our texts have for them. */
export const valuesOf = ({ code, message }: Problem): Record<string, string> =>
  KEPT[code]?.exec(message)?.groups ?? {}

/** Every action that a plan's state does not allow has a code of its own; what to do about it is the same. */
const keyOf = (given: string): string => textKey(given.replace(/^plan\/.+-not-allowed$/, "plan/not-allowed"))
const textKey = (code: string): string => `problems.${code.replaceAll("/", "_").replaceAll("-", "_")}`

/** "nodes.n3.settings.amount": the node, and the last name that is no number. */
function placeOf(path: string): { node?: string; field?: string } {
  const parts = path.split(".").filter((part) => part !== "" && !/^\d+$/.test(part))
  const inNode = parts[0] === "nodes"
  const field = parts.at(-1)
  const known = field && !(inNode && parts.length < 3) && !["settings", "content", "nodes"].includes(field)
  return { node: inNode ? parts[1] : undefined, field: known ? field : undefined }
}

/**
 * A problem as a sentence in the reader's language, with its place where the sentence alone does not tell. Codes that
 * are not ours, e.g. of an extension, keep the server's own words.
 */
export function useProblemText() {
  const { t } = useText()
  const nameOf = useContext(NodeNames)
  const labelOf = usePropertyLabel()
  return (problem: Problem, beside = false): string => {
    const words = wordsOfSchema(problem.message)
    const own = [problem.message, problem.hint].filter(Boolean).join(" ")
    const text = words
      ? t(`values.${words.key}`, words.values)
      : t(keyOf(problem.code), { ...valuesOf(problem), defaultValue: own }) || own
    // Beside its own field a sentence needs no place.
    if (beside) return text
    const { node, field } = placeOf(problem.path)
    const place = [node && nameOf(node), words && field && labelOf(field)].filter(Boolean).join(" · ")
    return place ? t("problems.at", { place, text }) : text
  }
}
