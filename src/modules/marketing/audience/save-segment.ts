import { generateEntityId } from "@medusajs/framework/utils"
import { Missing, type Problem, Refused } from "../../../core/problem"
import type { Rule } from "../../../core/rules/schema"
import type { Clock } from "../clock"
import type { Database, Sql } from "../database"
import { acceptRule } from "./accept-rule"
import type { AddToSegment } from "./add-to-segment"
import type { CheckRule } from "./check-rule"
import { refuse } from "./problems"
import type { RefreshSegment } from "./refresh-segment"
import { COLUMNS, findSegment, type SegmentRow, type SegmentType } from "./store/segments"

export type SaveSegment = ReturnType<typeof saveSegment>
export type SegmentDraft = {
  /** Given: change this one. */
  id?: string
  name?: string
  type?: SegmentType
  rule?: unknown
  /** Of a static segment: people picked by hand. */
  customer_ids?: string[]
  actor?: string
}
type Parts = {
  database: Database
  clock: Clock
  checkRule: CheckRule
  refreshSegment: RefreshSegment
  addToSegment: AddToSegment
}

/**
 * Makes a segment or changes one, and finds its members at once. Throws Refused with every problem (nothing is saved
 * then), Missing for an unknown id.
 */
export const saveSegment =
  ({ database, clock, checkRule, refreshSegment, addToSegment }: Parts) =>
  async (draft: SegmentDraft): Promise<SegmentRow> => {
    const before = draft.id === undefined ? undefined : await findSegment(database, draft.id)
    if (draft.id !== undefined && !before) throw new Missing("segment", draft.id)
    const id = before?.id ?? generateEntityId(undefined, "mkseg")
    const name = (draft.name ?? before?.name ?? "").trim()
    const type = draft.type ?? before?.type ?? (draft.rule ? "dynamic" : "static")
    const given = draft.rule ?? (type === "dynamic" ? before?.rule : undefined)
    const problems = problemsWith({ name, type, given, before })
    if (problems.length > 0) throw new Refused(problems)
    // Two people saving at once could close a circle that neither of them sees: one after the other.
    const now = await clock.now()
    const saved = await database.transaction(async (tx) => {
      await tx.run("select pg_advisory_xact_lock(hashtext('marketing_segment'))")
      const rule = given
        ? await acceptRule(checkRule, { rule: given, saved_as: { id, name }, tx }, "rule")
        : null
      return write(tx, { id, name, type, rule, actor: draft.actor ?? null }, now)
    })
    if (draft.customer_ids?.length) return addToSegment({ segment_id: id, customer_ids: draft.customer_ids })
    const changed = JSON.stringify(saved.rule) !== JSON.stringify(before?.rule ?? null)
    return type === "dynamic" && changed ? (await refreshSegment({ segment_id: id })).segment : saved
  }

type Checked = { name: string; type: SegmentType; given: unknown; before: SegmentRow | undefined }

function problemsWith({ name, type, given, before }: Checked): Problem[] {
  const problems: Problem[] = []
  if (name === "" || name.length > 200) problems.push(refuse("segment/name", "name"))
  if (before && before.type !== type)
    problems.push(refuse("segment/type", "type", { was: before.type, wanted: type }))
  if (type === "dynamic" && !given) problems.push(refuse("segment/no-rule", "rule"))
  if (type !== "dynamic" && given) problems.push(refuse("segment/not-dynamic", "rule"))
  return problems
}

type Row = { id: string; name: string; type: SegmentType; rule: Rule | null; actor: string | null }

async function write(tx: Sql, { id, name, type, rule, actor }: Row, now: Date): Promise<SegmentRow> {
  const saved = await tx.one<SegmentRow>(
    `insert into marketing_segment (id, name, type, rule, state, created_by, created_at, updated_at)
     values ($1, $2, $3, $4, case when $3 = 'dynamic' then 'stale' else 'fresh' end, $5, $6, $6)
     on conflict (id) do update set name = excluded.name, rule = excluded.rule, updated_at = excluded.updated_at,
       state = case when marketing_segment.rule is distinct from excluded.rule then 'stale' else marketing_segment.state end
     returning ${COLUMNS}`,
    [id, name, type, rule === null ? null : JSON.stringify(rule), actor, now],
  )
  await tx.run(
    `insert into marketing_audit (at, actor, entity, entity_id, action, detail) values ($1, $2, 'segment', $3, 'saved', $4)`,
    [now, actor, id, JSON.stringify({ name, type })],
  )
  return saved!
}
