import { Liquid, LiquidError, type Template } from "liquidjs"
import { headerValue } from "../core/message/header-value"
import { refuseMessage } from "../core/message/problems"
import type { Problem } from "../core/problem"

export type TemplateKind = "html" | "text" | "header"
export type Compiled = { kind: TemplateKind; parts: Template[] }

// A merchant's mistake (a loop in a loop) must cost a fraction of a second and some megabytes, not the process.
const RENDER_MS = 500
const RENDER_STEPS = 20_000
const MEMORY_UNITS = 5_000_000
const PARSE_CHARACTERS = 600_000
const LONGEST_OUTPUT = 1_000_000

/** Tags that would read other files, and the filter that would switch escaping off. */
const FORBIDDEN_TAGS = ["include", "render", "layout", "block"]
const FORBIDDEN_FILTERS = ["raw"]

function createEngine(zone: string, escapes: boolean): Liquid {
  const engine = new Liquid({
    // In-memory templates, none of them: there is no file system behind the engine.
    templates: {},
    strictFilters: true,
    ownPropertyOnly: true,
    parseLimit: PARSE_CHARACTERS,
    renderLimit: RENDER_MS,
    memoryLimit: MEMORY_UNITS,
    timezoneOffset: zone,
    ...(escapes ? { outputEscape: "escape" as const } : {}),
  })
  for (const tag of FORBIDDEN_TAGS) delete engine.tags[tag]
  for (const filter of FORBIDDEN_FILTERS) delete engine.filters[filter]
  return engine
}

export type LiquidEngines = {
  compile: (text: string, kind: TemplateKind) => Compiled
  render: Render
  /** Variables that the text takes from outside. */
  names: (compiled: Compiled) => string[]
}
type Render = (compiled: Compiled, variables: Record<string, unknown>) => string

/** Liquid without a file system, with limits, escaping every value in HTML. `zone`: for the `date` filter. */
export function createLiquid(zone: string): LiquidEngines {
  const html = createEngine(zone, true)
  const plain = createEngine(zone, false)
  const engineOf = (kind: TemplateKind) => (kind === "html" ? html : plain)
  return {
    compile: (text, kind) => ({ kind, parts: engineOf(kind).parse(text) }),
    render: ({ kind, parts }, variables) => {
      const limits = { templateLimit: RENDER_STEPS }
      const text = String(engineOf(kind).renderSync(parts, variables, limits))
      if (text.length > LONGEST_OUTPUT) throw new Error("the result is longer than 1,000,000 characters")
      return kind === "header" ? headerValue(text) : text
    },
    names: ({ kind, parts }) => engineOf(kind).globalVariablesSync(parts),
  }
}

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

/** The zone matters for dates only, and a check makes none. */
const checking = createLiquid("UTC")

/**
 * A channel's `check`: every Liquid text is parsed, a broken one is refused with its line, an unknown variable warned of.
 *
 * @example check: checkLiquid({ subject: "header", html: "html" })
 */
export const checkLiquid =
  (templates: Record<string, TemplateKind>) =>
  (content: Record<string, unknown>, path: string): Problem[] =>
    Object.entries(templates).flatMap(([key, kind]) => {
      const text = content[key]
      return typeof text === "string" ? checkText(text, kind, path ? `${path}.${key}` : key) : []
    })

function checkText(text: string, kind: TemplateKind, path: string): Problem[] {
  try {
    return checking
      .names(checking.compile(text, kind))
      .filter((name) => !VARIABLES.has(name))
      .map((name) => refuseMessage("message/unknown-variable", path, { name }))
  } catch (error) {
    return [liquidProblem(error, path)]
  }
}

/** What Liquid says about a broken template, with the line, as a problem a merchant can act on. */
export function liquidProblem(error: unknown, path: string): Problem {
  if (!LiquidError.is(error)) return refuseMessage("message/render", path, { text: reasonOf(error) })
  const [line = 1, column = 1] = error.token.getPosition()
  return refuseMessage("message/liquid", path, { line, column, text: reasonOf(error) })
}

/** The engine's own words without its ", line:1, col:2" and the source excerpt. */
export const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n")[0]!.replace(/, line:.*$/, "")
