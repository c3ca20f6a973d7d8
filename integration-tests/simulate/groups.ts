import { holds, type Person, type Segments } from "./conditions"
import { ENTRIES, type Node, nextOf, type PlanInModel, ruleOf, SETS } from "./plan-in-model"

/** People in the order in which chance draws them for a node's sample. */
export type DrawLots = (plan: PlanInModel, node: string, slot: string, pids: number[]) => Promise<number[]>
type Asked = {
  plan: PlanInModel
  people: Person[]
  segments: Segments
  now: number
  slot: string
  draw: DrawLots
}

/** Who comes in by which way: everybody by the first door of theirs, in the order of the drawing. */
export async function comersOf(
  asked: Asked,
): Promise<{ person: Person; door: { node: string; port: string; to: string | null } }[]> {
  const { plan, people } = asked
  const isSet = (id: string) => SETS.includes(plan.canvas.nodes.find((node) => node.id === id)!.kind)
  const doors = plan.canvas.nodes
    .filter(({ kind }) => ENTRIES.includes(kind) || SETS.includes(kind))
    .flatMap((node) => {
      const ways = portsOf(node).map((port) => ({ node: node.id, port, to: nextOf(plan, node.id, port) }))
      const leading = ways.filter(({ to }) => to !== null)
      return (leading.length > 0 ? leading : ways).filter(({ to }) => to === null || !isSet(to))
    })
  const comers = new Map<number, (typeof doors)[number]>()
  for (const door of doors)
    for (const pid of await leaving(asked, door.node, door.port)) if (!comers.has(pid)) comers.set(pid, door)
  return people
    .filter(({ pid }) => comers.has(pid))
    .map((person) => ({ person, door: comers.get(person.pid)! }))
}

const portsOf = ({ kind, settings }: Node): string[] =>
  kind === "deduplicate"
    ? Array.from({ length: settings.groups as number }, (_, index) => String(index + 1))
    : kind === "sample"
      ? ["sample", "rest"]
      : ["out"]

/** Who leaves an entry or a set by a port. */
async function leaving(asked: Asked, id: string, port: string): Promise<Set<number>> {
  const { plan, people, segments, now } = asked
  const node = plan.canvas.nodes.find((one) => one.id === id)!
  const rule = node.kind === "conditions" ? ruleOf(node) : { in_segment: node.settings.segment_id as string }
  if (ENTRIES.includes(node.kind))
    return new Set(
      people
        .filter((one) => !one.deleted && holds(rule, one, { now, entered: now, segments }))
        .map(({ pid }) => pid),
    )
  const coming = async (input: string): Promise<Set<number>[]> =>
    Promise.all(
      plan.canvas.edges
        .filter((edge) => edge.to === id && edge.input === input)
        .map((edge) => leaving(asked, edge.from, edge.port)),
    )
  const groups = await coming("in")
  const all = new Set(groups.flatMap((group) => [...group]))
  const among = (keep: (pid: number) => boolean) => new Set([...all].filter(keep))
  switch (node.kind) {
    case "union":
      return all
    case "intersect":
      return among((pid) => groups.every((group) => group.has(pid)))
    case "exclude": {
      const without = await coming("without")
      return among((pid) => !without.some((group) => group.has(pid)))
    }
    case "deduplicate": {
      const before: Set<number>[] = []
      for (let n = 1; n < Number(port); n++) before.push(...(await coming(String(n))))
      const mine = (await coming(port)).flatMap((group) => [...group])
      return new Set(mine.filter((pid) => !before.some((group) => group.has(pid))))
    }
    default: {
      const drawn = await asked.draw(plan, id, asked.slot, [...all])
      const many = Math.round((drawn.length * (node.settings.percent as number)) / 100)
      return new Set(port === "sample" ? drawn.slice(0, many) : drawn.slice(many))
    }
  }
}
