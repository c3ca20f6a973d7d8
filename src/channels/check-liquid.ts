import { createHash } from "node:crypto"
import { LiquidError } from "liquidjs"
import { refuseMessage } from "../core/message/problems"
import type { Problem } from "../core/problem"
import {
  type Compiled,
  createLiquid,
  limitOf,
  type PlainVariable,
  reasonOf,
  type TemplateKind,
} from "./liquid"
import { SAMPLES, type Sample } from "./samples"

/** Names that a text may use; anything else is empty, and answered with a warning while it is written. */
const VARIABLES = new Set([
  "customer",
  "points",
  "coupons",
  "coupon",
  "event",
  "member",
  "store",
  "unsubscribe_url",
  "preferences_url",
])

/** Less than a send may take: what passes here by a hair's breadth is not to fail for everybody. */
const CHECK_MS = 50
/** The zone matters for dates only, and nobody reads what a check makes. */
const checking = createLiquid("UTC", CHECK_MS)

/**
 * A channel's `check`: every Liquid text is parsed and made for two samples of people. A broken one is refused with its line, one
 * that does not end, too; an unknown variable is warned of.
 *
 * @example check: checkLiquid({ subject: "header", html: "html" })
 */
export const checkLiquid =
  (templates: Record<string, TemplateKind>) =>
  (content: Record<string, unknown>, path: string): Problem[] =>
    Object.entries(templates).flatMap(([key, kind]) => {
      const text = content[key]
      if (typeof text !== "string") return []
      const at = path ? `${path}.${key}` : key
      return checkText(text, kind).problems.map((problem) => ({ ...problem, path: at }))
    })

/** The variables that stand plainly in a channel's texts, each with the text's key: without a value each leaves a hole. */
export const plainVariables =
  (templates: Record<string, TemplateKind>) =>
  (content: Record<string, unknown>): (PlainVariable & { key: string })[] =>
    Object.entries(templates).flatMap(([key, kind]) => {
      const text = content[key]
      return typeof text === "string"
        ? checkText(text, kind).plain.map((variable) => ({ key, ...variable }))
        : []
    })

/** A plan is checked while one draws, and most of its texts are the same as a moment ago. */
const KEPT = 500
/** What took too long on a machine that is busy may be made a little later. */
const SLOW_KEPT_MS = 10_000
type Checked = { problems: Problem[]; plain: readonly PlainVariable[]; until: number }
const kept = new Map<string, Checked>()

/** The problems of a text, without their path, and the variables that stand in it plainly; none of a broken one. */
function checkText(text: string, kind: TemplateKind): Checked {
  const name = `${kind} ${createHash("sha256").update(text).digest("base64")}`
  const known = kept.get(name)
  if (known && known.until > performance.now()) return known
  const found = tryText(text, kind)
  if (kept.size >= KEPT) kept.delete(kept.keys().next().value!)
  kept.set(name, found)
  return found
}

function tryText(text: string, kind: TemplateKind): Checked {
  try {
    const compiled = checking.compile(text, kind)
    const strange = checking.names(compiled).filter((name) => !VARIABLES.has(name))
    const warnings = strange.map((name) => refuseMessage("message/unknown-variable", "", { name }))
    const plain = checking.plain(compiled)
    const error = errorOf(compiled)
    if (error === null) return { problems: warnings, plain, until: Number.POSITIVE_INFINITY }
    const limit = limitOf(error)
    const wrong = limit
      ? refuseMessage("message/endless", "", { text: reasonOf(error) })
      : liquidProblem(error)
    return {
      problems: [wrong, ...warnings],
      plain,
      until: limit === "time" ? performance.now() + SLOW_KEPT_MS : Number.POSITIVE_INFINITY,
    }
  } catch (error) {
    return { problems: [liquidProblem(error)], plain: [], until: Number.POSITIVE_INFINITY }
  }
}

/** A limit met by one sample is enough. Anything else that only one of them meets may be for what it is told, or not told. */
function errorOf(compiled: Compiled): unknown {
  const errors: unknown[] = []
  for (const sample of SAMPLES) {
    const error = errorFor(compiled, sample)
    if (limitOf(error)) return error
    errors.push(error)
  }
  return errors.includes(null) ? null : errors[0]
}

/** Out of time counts when it happens twice: the machine itself may have stood still for a moment. */
function errorFor(compiled: Compiled, sample: Sample, mayPause = true): unknown {
  try {
    // A copy: {% increment %} writes into what it is given.
    checking.render(compiled, { ...sample })
    return null
  } catch (error) {
    return mayPause && limitOf(error) === "time" ? errorFor(compiled, sample, false) : error
  }
}

/** What Liquid says about a broken template, with the line, as a problem a merchant can act on. */
function liquidProblem(error: unknown): Problem {
  if (!LiquidError.is(error)) return refuseMessage("message/render", "", { text: reasonOf(error) })
  const [line = 1, column = 1] = error.token.getPosition()
  return refuseMessage("message/liquid", "", { line, column, text: reasonOf(error) })
}
