import { graphOf, reachableFrom } from "../../../core/canvas/graph"
import type { PlanSettings } from "../../../core/canvas/plan-settings"
import type { Canvas, CanvasNode } from "../../../core/canvas/schema"
import { cardsSince } from "../../../core/rules/cards-since"
import type { Rule } from "../../../core/rules/schema"
import type { Ways } from "../../../core/step/walk"
import { asRunnable, type KindDefinition } from "../../../extension/kind"
import type { Registry } from "../../../extension/registry"
import type { Starts } from "../../../extension/starts"
import type { Pace } from "../../../extension/turn"
import type { ReadVersion } from "../plans/read-version"

/** A node ready to be run; or `broken`, with the reason why nobody can go through it now. */
export type Stop = {
  id: string
  kind: string
  entry: boolean
  /** Who comes in here when a run starts; null: nobody does by a run. */
  settings: Record<string, unknown>
  run: KindDefinition["run"]
  /** The ways out, in their order; none of a broken one. */
  ports: string[]
  rules: RuleFact[]
  fields: [name: string, field: string][]
  /** Names under which it gets what became of its message. */
  sends: string[]
  /** Names under which it gets the way that won. */
  winners: string[]
  /** Names of events that wake who rests here. */
  listens: string[]
  starts?: Starts<Record<string, unknown>>
  /** How many pass in a time, where people wait for their turn. */
  pace?: Pace
  watch?: { events: string[]; rule: Rule }
  broken?: string
}

/**
 * `personal`: the rule looks back to when each person came in, so each visit's times go with the question; `since`: and to when
 * they went on from these cards.
 */
export type RuleFact = { name: string; rule: Rule; personal: boolean; since: string[] }

/** A published version as the engine walks it. */
export type Drawing = {
  settings: PlanSettings
  canvas: Canvas
  stops: ReadonlyMap<string, Stop>
  /** Somewhere in it is a benefit. */
  gives: boolean
  /** Who meets one of these leaves, wherever she is. */
  watches: { node: string; events: string[]; rule: Rule }[]
  /** In the order in which people come past, as far as circles allow. */
  rank: ReadonlyMap<string, number>
  ways: Ways
}

/** Versions never change, so what was made of one may be kept; this many are, the oldest go first. */
const KEPT = 200

/** The published version `version` of a plan, prepared once per process. */
export const readDrawing = ({ readVersion, registry }: { readVersion: ReadVersion; registry: Registry }) => {
  const kept = new Map<string, Promise<Drawing>>()
  return (plan_no: number, version: number): Promise<Drawing> => {
    const key = `${plan_no}:${version}`
    const known = kept.get(key)
    if (known) return known
    // The promise is kept, so that the people of a batch, who all ask at once, are answered by one reading.
    const drawing = readVersion(plan_no, version).then(({ settings, canvas }) =>
      draw(settings, canvas, registry),
    )
    if (kept.size >= KEPT) kept.delete(kept.keys().next().value!)
    kept.set(key, drawing)
    drawing.catch(() => kept.delete(key))
    return drawing
  }
}

export type ReadDrawing = ReturnType<typeof readDrawing>

/** A draft as the engine would walk it. */
export const drawDraft =
  ({ registry }: { registry: Registry }) =>
  (settings: PlanSettings, canvas: Canvas): Drawing =>
    draw(settings, canvas, registry)

export type DrawDraft = ReturnType<typeof drawDraft>

function draw(settings: Drawing["settings"], canvas: Canvas, registry: Registry): Drawing {
  const graph = graphOf(canvas)
  const led = new Set(canvas.edges.map(({ to }) => to))
  const leading = new Set(canvas.edges.map(({ from }) => from).filter((id) => !led.has(id)))
  const stops = new Map(canvas.nodes.map((node) => [node.id, stopAt(node, registry, leading.has(node.id))]))
  const circling = new Set(
    canvas.nodes.map((node) => node.id).filter((id) => reachableFrom(graph, graph.after(id)).has(id)),
  )
  const watches = [...stops.values()].flatMap(({ id, watch }) => (watch ? [{ node: id, ...watch }] : []))
  const gives = canvas.nodes.some((node) => registry.kinds.get(node.kind)?.group === "give")
  return {
    settings,
    canvas,
    stops,
    gives,
    watches,
    rank: rankFrom(canvas, graph.after),
    ways: { next: graph.next, circling },
  }
}

/** `leads`: it begins a way, so that people come in there, whatever its kind was before it went away. */
function stopAt(node: CanvasNode, registry: Registry, leads: boolean): Stop {
  const facts = { ports: [], rules: [], fields: [], sends: [], winners: [], listens: [] }
  const { id, kind: name, settings: raw } = node
  const stop = { id, kind: name, entry: false, settings: raw, ...facts }
  const broken = (reason: string): Stop => ({
    ...stop,
    entry: leads,
    broken: reason,
    run: () => {
      throw new Error(reason)
    },
  })
  const found = registry.kinds.get(node.kind)
  if (!found) return broken(`No extension brings the kind "${node.kind}".`)
  const kind = asRunnable(found)
  const read = kind.settings.safeParse(node.settings)
  if (!read.success)
    return broken(`Its settings do not fit the kind "${node.kind}": ${read.error.issues[0]?.message}`)
  const settings = read.data
  const asked = Object.entries(kind.facts?.(settings) ?? {})
  return {
    ...stop,
    entry: kind.entry ?? false,
    settings,
    run: kind.run,
    ports: kind.ports(settings).map(({ id }) => id),
    rules: asked.flatMap(([name, fact]) =>
      "rule" in fact
        ? [
            {
              name,
              rule: fact.rule,
              personal: /"since":"/.test(JSON.stringify(fact.rule)),
              since: [...new Set(cardsSince(fact.rule).map(({ node }) => node))],
            },
          ]
        : [],
    ),
    fields: asked.flatMap(([name, fact]) => ("field" in fact ? [[name, fact.field]] : [])),
    sends: asked.flatMap(([name, fact]) => ("send" in fact ? [name] : [])),
    winners: asked.flatMap(([name, fact]) => ("winner" in fact ? [name] : [])),
    listens: kind.listens?.(settings) ?? [],
    starts: kind.starts,
    pace: kind.paces?.(settings),
    watch: kind.watches?.(settings),
  }
}

/** Depth first, later branches first, turned round: without circles every edge leads to a higher rank. */
function rankFrom(canvas: Canvas, after: (id: string) => string[]): Map<string, number> {
  const done: string[] = []
  const seen = new Set<string>()
  const visit = (id: string): void => {
    if (seen.has(id)) return
    seen.add(id)
    for (const next of after(id)) visit(next)
    done.push(id)
  }
  for (const node of canvas.nodes) visit(node.id)
  return new Map(done.reverse().map((id, rank) => [id, rank]))
}
