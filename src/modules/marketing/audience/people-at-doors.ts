import { audienceOf, type EntryAudience } from "../../../core/canvas/audience-of"
import { comingTo, type DoorOut, doorsOf } from "../../../core/canvas/audience-part"
import type { Canvas, CanvasNode } from "../../../core/canvas/schema"
import { inputsOf, type SetOperation } from "../../../core/canvas/set-operation"
import { asRunnable } from "../../../extension/kind"
import type { Registry } from "../../../extension/registry"
import { combine, type PeopleQuery } from "../people-query"
import type { SelectPeople } from "./select-people"

/** A way out of the groups of a drawing, with whom it means. `people` null: an entry without an audience. */
export type Door = DoorOut & { people: PeopleQuery | null }
/** Whom an entry means: now, or as somebody knows it. */
type Select = (audience: EntryAudience) => Promise<PeopleQuery>
export type Groups = {
  doors: Door[]
  /** Who comes to each entry and each node over sets, in the order of the drawing. */
  at: Map<string, PeopleQuery | null>
  /** Who leaves each of them, by the way out. */
  out: Map<string, Map<string, PeopleQuery>>
}

/**
 * Who stands where before anybody walks: entries, and the nodes over sets behind them, each as one question to the database,
 * however many sets are inside each other. `lot` decides whom samples draw: the same lot draws the same people.
 */
export const peopleAtDoors =
  ({ registry, selectPeople }: { registry: Registry; selectPeople: SelectPeople }) =>
  async (canvas: Canvas, lot: string, select: Select = selectPeople): Promise<Groups> => {
    const { kinds } = registry
    const nodes = new Map(canvas.nodes.map((node) => [node.id, node]))
    const known = new Map<string, Promise<Ways>>()
    /** Where people come by an edge from; the check refuses circles, and what was asked for is kept. */
    const leaving = (id: string): Promise<Ways> => {
      const before = known.get(id)
      if (before !== undefined) return before
      const ways = waysOf(nodes.get(id)!)
      known.set(id, ways)
      return ways
    }
    const arriving = async (node: string, input: string): Promise<PeopleQuery[]> => {
      const queries = await Promise.all(
        comingTo(canvas, node, input).map(async ({ from, port }) => (await leaving(from)).out.get(port)),
      )
      return queries.filter((query) => query !== undefined)
    }
    const waysOf = async (node: CanvasNode): Promise<Ways> => {
      const kind = kinds.get(node.kind)
      const { set, settings } = kind ? asRunnable(kind) : {}
      const read = settings?.safeParse(node.settings)
      if (set && read?.success) return setOf(node.id, set(read.data), arriving, lot)
      const audience = audienceOf(node, kind)
      const people = audience ? await select(audience) : null
      return { all: people, out: new Map(people ? [["out", people]] : []) }
    }
    const portsOf = (id: string): string[] => {
      const node = nodes.get(id)!
      const { ports, settings } = asRunnable(kinds.get(node.kind)!)
      const read = settings.safeParse(node.settings)
      return read.success ? ports(read.data).map((port) => port.id) : []
    }
    const doors: Door[] = []
    for (const door of doorsOf(canvas, kinds, portsOf))
      doors.push({ ...door, people: (await leaving(door.node)).out.get(door.port) ?? null })
    const [at, out]: [Groups["at"], Groups["out"]] = [new Map(), new Map()]
    for (const { id, kind } of canvas.nodes) {
      if (!kinds.get(kind)?.entry && !kinds.get(kind)?.set) continue
      const ways = await leaving(id)
      at.set(id, ways.all)
      out.set(id, ways.out)
    }
    return { doors, at, out }
  }

export type PeopleAtDoors = ReturnType<typeof peopleAtDoors>

/** Who comes to a node, and who leaves it by which port. */
type Ways = { all: PeopleQuery | null; out: Map<string, PeopleQuery> }
type Arriving = (node: string, input: string) => Promise<PeopleQuery[]>

async function setOf(node: string, operation: SetOperation, arriving: Arriving, lot: string): Promise<Ways> {
  const inputs = await Promise.all(
    inputsOf(operation).map(async (input) => [input, await arriving(node, input)] as const),
  )
  const groups = inputs.flatMap(([, queries]) => queries)
  if (groups.length === 0) return { all: null, out: new Map() }
  const all = combine(groups, "union")
  const out = (people: PeopleQuery): Ways => ({ all, out: new Map([["out", people]]) })
  switch (operation.op) {
    case "union":
      return out(all)
    case "intersect":
      return out(combine(groups, "intersect"))
    case "exclude": {
      const [kept, without] = inputs.map(([, queries]) => queries)
      const left = [combine(kept!, "union"), ...without!]
      return { ...out(combine(left, "except")), all: combine(kept!, "union") }
    }
    case "first":
      return { all, out: firstOf(inputs) }
    case "sample":
      return { all, out: drawn(all, operation, `${lot} ${node}`) }
  }
}

function firstOf(inputs: (readonly [string, PeopleQuery[]])[]): Map<string, PeopleQuery> {
  const out = new Map<string, PeopleQuery>()
  const before: PeopleQuery[] = []
  for (const [input, queries] of inputs) {
    if (queries.length === 0) continue
    out.set(input, combine([combine(queries, "union"), ...before], "except"))
    before.push(...queries)
  }
  return out
}

/** An exact share or number: people in an order of chance that the lot decides. */
function drawn(
  { text, values }: PeopleQuery,
  operation: Extract<SetOperation, { op: "sample" }>,
  lot: string,
): Map<string, PeopleQuery> {
  const place = (n: number) => `$${values.length + n}`
  const most = "percent" in operation ? `round(total * ${place(1)}::numeric / 100)` : `${place(1)}::numeric`
  const part = (is: string): PeopleQuery => ({
    text: `select pid from (
      select pid, count(*) over () as total,
             row_number() over (order by hashtextextended(pid::text || ${place(2)}::text, 0), pid) as n
        from (${text}) as all_of_them(pid)) lots
      where n ${is} ${most}`,
    values: [...values, "percent" in operation ? operation.percent : operation.people, lot],
  })
  return new Map([
    ["sample", part("<=")],
    ["rest", part(">")],
  ])
}
