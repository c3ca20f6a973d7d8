import { readCanvas } from "../../../core/canvas/check"
import type { Canvas } from "../../../core/canvas/schema"
import { waysInto } from "../../../core/canvas/set-operation"
import { Refused } from "../../../core/problem"
import { asRunnable, type Port } from "../../../extension/kind"
import type { Labels } from "../../../extension/labels"
import type { Registry } from "../../../extension/registry"
import type { Database } from "../database"
import { mustFind } from "./list-versions"
import { found } from "./plan"
import { findPlan } from "./store/plans"

export type PlanCard = {
  node: string
  summary: Labels
  ports: Port[]
  /** Names of the ways in; none where people begin, and beside the ways. */
  inputs: string[]
}

/**
 * What each card says in plain words and which ways lead into and out of it; those whose settings do not fit their kind yet, or
 * whose kind nobody brings, are not among them. Of the draft, or of a published version. Throws Missing.
 */
export const planCards =
  ({ database, registry }: { database: Database; registry: Registry }) =>
  async ({ plan_id, version }: { plan_id: string; version?: number }): Promise<PlanCard[]> => {
    const plan = found(await findPlan(database, plan_id), plan_id)
    const { canvas } = version === undefined ? plan : await mustFind(database, plan, version)
    return cardsOf(canvas, registry)
  }

/** The same of nodes that are saved nowhere yet, such as those being drawn. Throws Refused. */
export const drawnCards =
  ({ registry }: { registry: Registry }) =>
  async ({ nodes }: { nodes: unknown }): Promise<PlanCard[]> => {
    const { canvas, problems } = readCanvas({ nodes })
    if (!canvas) throw new Refused(problems)
    return cardsOf(canvas, registry)
  }

const cardsOf = ({ nodes }: Pick<Canvas, "nodes">, { kinds }: Registry): PlanCard[] =>
  nodes.flatMap((node) => {
    const found = kinds.get(node.kind)
    if (!found) return []
    const kind = asRunnable(found)
    const read = kind.settings.safeParse(node.settings)
    if (!read.success) return []
    const [summary, ports] = [kind.summary(read.data), kind.ports(read.data)]
    return [{ node: node.id, summary, ports, inputs: waysInto(kind, read.data) }]
  })
