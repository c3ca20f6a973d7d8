import { Context, Liquid, Output, type Template } from "liquidjs"
import { headerValue } from "../core/message/header-value"

export type TemplateKind = "html" | "text" | "header"
export type Compiled = { kind: TemplateKind; parts: Template[] }
/** As it is written, e.g. `event.title`; `root`: the value that it is a part of. */
export type PlainVariable = { root: string; name: string }

// A merchant's mistake (a loop in a loop) must cost a fraction of a second and some megabytes, not the process. An ordinary
// mail takes some hundred steps and about a millisecond. Steps, memory and length end a text alike on every machine; the time
// is for what does much in one step, and short because the process does nothing else meanwhile.
const RENDER_MS = 100
const RENDER_STEPS = 20_000
const MEMORY_UNITS = 5_000_000
const PARSE_CHARACTERS = 600_000
const LONGEST_OUTPUT = 1_000_000

const TOO_MANY_STEPS = "more than 20,000 steps"
const TOO_LONG = "the result is longer than 1,000,000 characters"
/** What is said when a text does not end. `time`: another machine, or the next moment, could make it. */
const LIMITS = new Map<string, "time" | "size">([
  ["template render limit exceeded", "time"],
  ["memory alloc limit exceeded", "size"],
  ["Invalid string length", "size"],
  [TOO_MANY_STEPS, "size"],
  [TOO_LONG, "size"],
])

/** Tags that would read other files, and the filter that would switch escaping off. */
const FORBIDDEN_TAGS = ["include", "render", "layout", "block"]
const FORBIDDEN_FILTERS = ["raw"]
/** Filters that make something of nothing. */
const FILLING_FILTERS = ["default", "size"]

function createEngine(zone: string, longest_ms: number, escapes: boolean): Liquid {
  const engine = new Liquid({
    // In-memory templates, none of them: there is no file system behind the engine.
    templates: {},
    strictFilters: true,
    ownPropertyOnly: true,
    parseLimit: PARSE_CHARACTERS,
    renderLimit: longest_ms,
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
  /** Those that it says outside of every tag, with nothing to say in their stead. */
  plain: (compiled: Compiled) => PlainVariable[]
}
type Render = (compiled: Compiled, variables: Record<string, unknown>) => string

/**
 * Liquid without a file system, with limits, escaping every value in HTML. `zone`: for the `date` filter. `longest_ms`: how long
 * one text may take.
 */
export function createLiquid(zone: string, longest_ms = RENDER_MS): LiquidEngines {
  const html = createEngine(zone, longest_ms, true)
  const plain = createEngine(zone, longest_ms, false)
  const engineOf = (kind: TemplateKind) => (kind === "html" ? html : plain)
  return {
    compile: (text, kind) => ({ kind, parts: engineOf(kind).parse(text) }),
    render: ({ kind, parts }, variables) => {
      const engine = engineOf(kind)
      const text = String(engine.renderSync(parts, countingSteps(engine, variables)))
      if (text.length > LONGEST_OUTPUT) throw new Error(TOO_LONG)
      return kind === "header" ? headerValue(text) : text
    },
    names: ({ kind, parts }) => engineOf(kind).globalVariablesSync(parts),
    plain: ({ kind, parts }) => plainIn(engineOf(kind), parts),
  }
}

function plainIn(engine: Liquid, parts: Template[]): PlainVariable[] {
  const fromOutside = new Set(engine.globalVariablesSync(parts))
  const outputs = parts.filter((part) => part instanceof Output && !isFilled(part))
  return engine.globalFullVariablesSync(outputs).flatMap((name) => {
    const [root = ""] = name.split(/[.[]/)
    return fromOutside.has(root) ? [{ root, name }] : []
  })
}

const isFilled = ({ value }: Output): boolean =>
  value.filters.some(({ name }) => FILLING_FILTERS.includes(name))

/** The engine looks at its limit of time before each tag, text and value: there they are counted. */
function countingSteps(engine: Liquid, variables: Record<string, unknown>): Context {
  const context = new Context(variables, engine.options, { sync: true }, { liquid: engine })
  const { renderLimit } = context
  const mustBeInTime = renderLimit.check.bind(renderLimit)
  let steps = 0
  renderLimit.check = (now) => {
    if (++steps > RENDER_STEPS) throw new Error(TOO_MANY_STEPS)
    mustBeInTime(now)
  }
  return context
}

/** The engine's own words without its ", line:1, col:2" and the source excerpt. */
export const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n")[0]!.replace(/, line:.*$/, "")

/** By which limit a text was ended; undefined when it was broken in another way. */
export const limitOf = (error: unknown): "time" | "size" | undefined => LIMITS.get(reasonOf(error))
