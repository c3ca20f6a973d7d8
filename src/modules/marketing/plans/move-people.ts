import { z } from "zod"
import {
  landingsOf,
  type MovePreview,
  type Moving,
  type NodeMap,
  nextKept,
} from "../../../core/canvas/moving"
import type { Canvas, CanvasNode } from "../../../core/canvas/schema"
import { Conflict, errorsIn, Refused } from "../../../core/problem"
import { readBy } from "../../../core/read-by"
import type { Registry } from "../../../extension/registry"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { CountStanding } from "../engine/count-standing"
import type { FailPoint } from "../ports"
import { WAKE } from "../wakeups"
import { mustFind } from "./list-versions"
import { found, mustAllow } from "./plan"
import { refusePlan } from "./problems"
import type { RecordAudit } from "./record-audit"
import { mustBeApproverWhereNeeded } from "./review"
import { shareApproval } from "./store/approval"
import { insertMove, type Move, movesOf } from "./store/moves"
import { findPlan, lockPlan } from "./store/plans"
import { findVersion } from "./store/versions"

const wish = z.strictObject({
  /** For cards of the old version: one of the version that runs, or `{ leave: "why" }`. Others go on at the card of their own id. */
  nodes: z
    .record(
      z.string().max(40),
      z.union([z.string().min(1).max(40), z.strictObject({ leave: z.string().trim().min(1).max(100) })]),
    )
    .default({}),
})

type Asked = { plan_id: string; version: number; move: unknown }

type Parts = { database: Database; clock: Clock; registry: Registry; countStanding: CountStanding }

/**
 * What moving everybody of a version to the one that runs would do, head by head; changes nothing. What the map lacks is told as
 * problems. Throws Missing, Refused when the map has no right shape, Conflict when the plan is over or the version is the one that runs.
 */
export const previewMove =
  ({ database, registry, countStanding }: Omit<Parts, "clock">) =>
  async ({ plan_id, version, move }: Asked): Promise<MovePreview> => {
    const { plan, before, after, nodes } = await readMove(database, { plan_id, version, move })
    const isPlace = placesOf(registry)
    const { landings, problems } = landingsOf(before.canvas, after.canvas, nodes, isPlace)
    const heads = await countStanding({ plan_no: plan.no, version })
    const told = (node: CanvasNode): Moving => {
      const landing = landings.get(node.id)
      const { people = 0, parked = 0 } = heads.get(node.id) ?? {}
      const is_gone = !after.canvas.nodes.some(({ id }) => id === node.id)
      return {
        node: node.id,
        ...(node.name ? { name: node.name } : {}),
        kind: node.kind,
        people,
        parked,
        how: landing?.do ?? null,
        to: landing?.do === "begin" ? landing.node : landing?.do === "stay" ? node.id : null,
        ...(landing?.do === "leave" ? { reason: landing.reason } : {}),
        ...(is_gone ? { proposed: nextKept(before.canvas, after.canvas, node.id, isPlace) } : {}),
      }
    }
    return {
      from: version,
      to: plan.version,
      people: [...heads.values()].reduce((sum, { people }) => sum + people, 0),
      nodes: before.canvas.nodes.filter((node) => isPlace(node) || heads.has(node.id)).map(told),
      problems,
    }
  }

/**
 * Begins to move everybody of a version to the one that runs; it is carried out some thousand people at a time by the chore, whatever
 * dies meanwhile. Throws what `previewMove` throws, Refused with its problems, and Conflict while people of that version are
 * being moved already, or plans need approval and this person gives none.
 */
export const movePeople =
  ({
    database,
    clock,
    registry,
    failPoint,
    recordAudit,
  }: Omit<Parts, "countStanding"> & { failPoint: FailPoint; recordAudit: RecordAudit }) =>
  async ({ actor, ...asked }: Asked & { actor: string }): Promise<Move> => {
    const { plan, before, after, nodes } = await readMove(database, asked)
    const errors = errorsIn(landingsOf(before.canvas, after.canvas, nodes, placesOf(registry)).problems)
    if (errors.length > 0) throw new Refused(errors)
    const now = await clock.now()
    const made = await database.transaction(async (tx) => {
      await shareApproval(tx)
      await mustBeApproverWhereNeeded(tx, actor)
      const locked = found(await lockPlan(tx, plan.id), plan.id)
      mustAllow(locked, "publish")
      if (locked.version !== plan.version) throw otherVersion()
      const of = { plan_no: plan.no, from: asked.version, to: plan.version, nodes, actor, now }
      const move = await insertMove(tx, of)
      if (!move)
        throw new Conflict(
          "plan/move-going",
          `People of version ${asked.version} are being moved already; wait until that is done.`,
        )
      const detail = { move_id: move.id, from: of.from, to: of.to, nodes }
      await recordAudit(tx, { actor, entity: "plan", entity_id: plan.id, action: "move", detail }, now)
      await failPoint("move.beforeStart")
      return move
    })
    await database.notify(WAKE)
    return made
  }

/** The moves of a plan, newest first. Throws Missing. */
export const listMoves =
  ({ database }: { database: Database }) =>
  async ({ plan_id }: { plan_id: string }): Promise<Move[]> =>
    movesOf(database, found(await findPlan(database, plan_id), plan_id).no)

/** People pass entries and sets before they walk, and stand at no goal; at a kind that nobody brings they may be parked. */
export const placesOf =
  ({ kinds }: Registry) =>
  ({ kind: id }: CanvasNode): boolean => {
    const kind = kinds.get(id)
    return !(kind?.entry || kind?.set || kind?.watches)
  }

async function readMove(database: Database, { plan_id, version, move }: Asked) {
  const read = readBy(wish, move ?? {}, "", (path, misfit) => refusePlan("plan/shape", path, misfit))
  if (!read.data) throw new Refused(read.problems)
  const nodes: NodeMap = read.data.nodes
  const plan = found(await findPlan(database, plan_id), plan_id)
  const before: { canvas: Canvas } = await mustFind(database, plan, version)
  mustAllow(plan, "publish")
  if (plan.version === null || plan.version === version)
    throw new Conflict(
      "plan/move-same-version",
      `Version ${version} is the one that runs: its people stay in it.`,
    )
  const after = await findVersion(database, plan.no, plan.version)
  return { plan: { ...plan, version: plan.version }, before, after: after!, nodes }
}

const otherVersion = () =>
  new Conflict("plan/changed-meanwhile", "Somebody published another version meanwhile. Load the plan again.")
