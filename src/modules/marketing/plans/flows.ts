import type { CanvasNode } from "../../../core/canvas/schema"
import type { Rule } from "../../../core/rules/schema"
import { asRunnable } from "../../../extension/kind"
import type { Registry } from "../../../extension/registry"
import type { CheckRule } from "../audience/check-rule"
import type { SelectPeople } from "../audience/select-people"
import { combine, type PeopleQuery } from "../people-query"

/**
 * A share of a crowd on its way through the canvas; the crowd is a question to the database, never a list. Not `sure`: as many come at
 * most, because nobody knows beforehand who goes which way.
 */
export type Flow = { people: PeopleQuery; share: number; sure: boolean; key: string }

export type FlowParts = { registry: Registry; selectPeople: SelectPeople; checkRule: CheckRule }

/**
 * Where the flows that come to a node leave it: parted by a filter's rule, by a split test's shares; of other nodes with several
 * ways out each way may be everybody's. Null where that depends on each person's way, as with a rule about the time since they
 * entered.
 */
export async function flowsThrough(
  node: CanvasNode,
  flows: Flow[],
  { registry, selectPeople, checkRule }: FlowParts,
): Promise<[port: string, flows: Flow[]][] | null> {
  const kind = asRunnable(registry.kinds.get(node.kind)!)
  const settings = kind.settings.parse(node.settings)
  const ports = kind.ports(settings).map((port) => port.id)
  if (node.kind === "filter") {
    const rule = settings.rule as Rule
    if ((await checkRule({ rule })).problems.length > 0) return null
    const matching = await selectPeople({ rule })
    const parted = (how: "intersect" | "except") => flows.map((flow) => partOf(flow, matching, how))
    return [
      ["yes", parted("intersect")],
      ["no", parted("except")],
    ]
  }
  if (node.kind === "branch")
    return branchFlows(settings as BranchSettings, flows, { selectPeople, checkRule })
  if (node.kind === "split-test") {
    const variants = settings.variants as { id: string; share: number }[]
    return variants.map(({ id, share }) => [
      id,
      flows.map((flow) => ({ ...flow, share: (flow.share * share) / 100 })),
    ])
  }
  const [main, ...others] = ports
  const perhaps = flows.map((flow) => ({ ...flow, sure: false }))
  // Effects are refused to few: a template has ended, a list is gone.
  const isMain = (port: string) => port === main && others.every((other) => other === REFUSED)
  return ports.map((port) => [port, isMain(port) ? flows : perhaps])
}

const REFUSED = "refused"

/** Each way takes of those whom no way before it took. */
async function branchFlows(
  { ways }: BranchSettings,
  flows: Flow[],
  { selectPeople, checkRule }: Pick<FlowParts, "selectPeople" | "checkRule">,
): Promise<[port: string, flows: Flow[]][] | null> {
  const parted: [string, Flow[]][] = []
  let left = flows
  for (const { id, rule } of ways) {
    if ((await checkRule({ rule })).problems.length > 0) return null
    const matching = await selectPeople({ rule })
    const part = (how: "intersect" | "except") => left.map((flow) => partOf(flow, matching, how))
    parted.push([id, part("intersect")])
    left = part("except")
  }
  return [...parted, ["else", left]]
}

type BranchSettings = { ways: { id: string; rule: Rule }[] }

export const flowOf = (people: PeopleQuery): Flow => ({
  people,
  share: 1,
  sure: true,
  key: JSON.stringify(people),
})

const partOf = (flow: Flow, matching: PeopleQuery, how: "intersect" | "except"): Flow => {
  const people = combine([flow.people, matching], how)
  return { ...flow, people, key: JSON.stringify(people) }
}
