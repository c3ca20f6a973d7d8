import { graphOf, reachableFrom } from "../../../core/canvas/graph"
import type { Problem } from "../../../core/problem"
import { knownEvent } from "../../../core/rules/events"
import { asRunnable } from "../../../extension/kind"
import type { Registry } from "../../../extension/registry"
import type { Starts } from "../../../extension/starts"
import type { Checked } from "./check-plan"
import { refusePlan } from "./problems"

/** Whether people come in as the plan's type says, and whether what anybody can say to a storefront leads to a benefit (S4). */
export function checkEntries(
  { type, canvas }: Pick<Checked, "type" | "canvas">,
  { kinds }: Registry,
): Problem[] {
  const graph = graphOf(canvas)
  const gives = (id: string) => kinds.get(graph.nodes.get(id)!.kind)?.group === "give"
  return canvas.nodes.flatMap((node): Problem[] => {
    const found = kinds.get(node.kind)
    if (!found?.entry) return []
    const { starts, label, settings: schema } = asRunnable(found)
    const path = `nodes.${node.id}`
    const name = node.name || label.en
    if (!starts) return type === "triggered" ? [refusePlan("plan/entry-without-trigger", path, { name })] : []
    if (type !== "triggered") return [refusePlan("plan/entry-is-trigger", path, { name })]
    const read = schema.safeParse(node.settings)
    const said = read.success
      ? heardOf(starts, read.data).find((event) => knownEvent(event)?.told_by === "storefront")
      : undefined
    const given = said && [...reachableFrom(graph, [node.id])].find(gives)
    return given ? [refusePlan("plan/untrusted-benefit", path, { name, event: said })] : []
  })
}

/** Names of the events that let somebody in; of news of the catalogue, where all that they look for is what browsers tell. */
function heardOf<S>(starts: Starts<S>, settings: S): string[] {
  const watch = starts.catalog?.(settings)
  const told = watch && !watch.segment_id ? watch.people.map((how) => TOLD[how] ?? null) : []
  const onlyTold = told.filter((event) => event !== null)
  return [...(starts.events?.(settings) ?? []), ...(onlyTold.length === told.length ? onlyTold : [])]
}

/** What browsers tell of who had to do with a product. */
const TOLD: Record<string, string | undefined> = { viewed: "product_viewed", wished: "wishlist_added" }
