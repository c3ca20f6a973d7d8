import type { Canvas } from "../../../core/canvas/schema"
import { asRunnable, type Port } from "../../../extension/kind"
import type { Labels } from "../../../extension/labels"
import type { Registry } from "../../../extension/registry"
import type { Database } from "../database"
import { mustFind } from "./list-versions"
import { found } from "./plan"
import { findPlan } from "./store/plans"

export type PlanCard = { node: string; summary: Labels; ports: Port[] }

/**
 * What each card says in plain words and which ways lead out of it; those whose settings do not fit their kind yet, or whose
 * kind nobody brings, are not among them. Of the draft, or of a published version. Throws Missing.
 */
export const planCards =
  ({ database, registry }: { database: Database; registry: Registry }) =>
  async ({ plan_id, version }: { plan_id: string; version?: number }): Promise<PlanCard[]> => {
    const plan = found(await findPlan(database, plan_id), plan_id)
    const { canvas } = version === undefined ? plan : await mustFind(database, plan, version)
    return cardsOf(canvas, registry)
  }

const cardsOf = ({ nodes }: Canvas, { kinds }: Registry): PlanCard[] =>
  nodes.flatMap((node) => {
    const found = kinds.get(node.kind)
    if (!found) return []
    const kind = asRunnable(found)
    const read = kind.settings.safeParse(node.settings)
    return read.success
      ? [{ node: node.id, summary: kind.summary(read.data), ports: kind.ports(read.data) }]
      : []
  })
