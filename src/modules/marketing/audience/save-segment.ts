import { generateEntityId } from "@medusajs/framework/utils"
import { Missing, type Problem, Refused } from "../../../core/problem"
import type { Rule } from "../../../core/rules/schema"
import type { Sample } from "../../../core/segment/sample"
import type { Clock } from "../clock"
import type { Database, Sql } from "../database"
import type { RefuseOwnGroup } from "../sync/refuse-own-group"
import { acceptRule } from "./accept-rule"
import type { AddToSegment } from "./add-to-segment"
import type { CheckRule } from "./check-rule"
import type { NoteChanges } from "./note-changes"
import { refuse, refuseArchived } from "./problems"
import { type Made, readDraft } from "./read-draft"
import type { RefreshSegment } from "./refresh-segment"
import { COLUMNS, findSegment, type SegmentRow, type SegmentType } from "./store/segments"

export type SaveSegment = ReturnType<typeof saveSegment>
export type SegmentDraft = {
  /** Given: change this one. */
  id?: string
  name?: string
  type?: SegmentType
  rule?: unknown
  /** Instead of a rule: by other segments (see core/segment/definition). */
  definition?: unknown
  /** Only a random part of those whom the rule describes; null: all of them. */
  sample?: unknown
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
  refuseOwnGroup: RefuseOwnGroup
  noteChanges: NoteChanges
}

/**
 * Makes a segment or changes one, and finds its members at once. Throws Refused with every problem (nothing is saved
 * then), Missing for an unknown id, Conflict for an archived one.
 */
export const saveSegment =
  ({ database, clock, checkRule, refreshSegment, addToSegment, refuseOwnGroup, noteChanges }: Parts) =>
  async (draft: SegmentDraft): Promise<SegmentRow> => {
    const now = await clock.now()
    const saved = await database.transaction(async (tx) => {
      // Two people saving at once could close a circle that neither of them sees: one after the other. And what one does
      // not speak of stays as the other left it.
      await tx.run("select pg_advisory_xact_lock(hashtext('marketing_segment'))")
      const before = draft.id === undefined ? undefined : await findSegment(tx, draft.id, true)
      if (draft.id !== undefined && !before) throw new Missing("segment", draft.id)
      const id = before?.id ?? generateEntityId(undefined, "mkseg")
      const name = (draft.name ?? before?.name ?? "").trim()
      if (before) refuseArchived(before)
      const type = draft.type ?? before?.type ?? (draft.rule || draft.definition ? "dynamic" : "static")
      const made = readDraft(draft, before, id)
      const problems = problemsWith({ name, type, made, before })
      if (problems.length > 0) throw new Refused(problems)
      // A rule of which nothing is said stays, whatever became of what it names.
      const isKept = before?.rule && draft.rule === undefined && draft.definition === undefined
      const accepted = () =>
        acceptRule(checkRule, { rule: made.rule, saved_as: { id, name }, tx }, { place: made.place })
      const rule = type !== "dynamic" ? null : isKept ? before.rule : await accepted()
      if (rule) await refuseOwnGroup(tx, { segment_id: id, rule })
      // Rules over this segment mean others by now.
      if (before) await noteChanges(tx, "anybody", `segment:${id}`)
      const written = await write(
        tx,
        { id, name, type, rule, sample: made.sample, actor: draft.actor ?? null },
        now,
      )
      return draft.customer_ids?.length
        ? addToSegment({ segment_id: id, customer_ids: draft.customer_ids, within: { tx, now } })
        : written
    })
    return saved.type === "dynamic" && saved.state === "stale"
      ? (await refreshSegment({ segment_id: saved.id })).segment
      : saved
  }

type Checked = { name: string; type: SegmentType; made: Made; before: SegmentRow | undefined }

function problemsWith({ name, type, made, before }: Checked): Problem[] {
  const problems: Problem[] = [...made.problems]
  if (name === "" || name.length > 200) problems.push(refuse("segment/name", "name"))
  if (before && before.type !== type)
    problems.push(refuse("segment/type", "type", { was: before.type, wanted: type }))
  if (problems.length > 0) return problems
  if (type === "dynamic" && !made.rule) problems.push(refuse("segment/no-rule", "rule"))
  if (type !== "dynamic" && made.rule) problems.push(refuse("segment/not-dynamic", "rule"))
  if (type !== "dynamic" && made.sample) problems.push(refuse("segment/sample-of", "sample"))
  return problems
}

type Row = {
  id: string
  name: string
  type: SegmentType
  rule: Rule | null
  sample: Sample | null
  actor: string | null
}

async function write(tx: Sql, { id, name, type, rule, sample, actor }: Row, now: Date): Promise<SegmentRow> {
  const saved = await tx.one<SegmentRow>(
    `insert into marketing_segment (id, name, type, rule, sample, state, created_by, created_at, updated_at)
     values ($1, $2, $3, $4, $5, case when $3 = 'dynamic' then 'stale' else 'fresh' end, $6, $7, $7)
     on conflict (id) do update set name = excluded.name, rule = excluded.rule, sample = excluded.sample,
       updated_at = excluded.updated_at,
       -- What changes from now on is not lost while the first refresh by the new rule runs.
       restless = false, looks_at = null, whole_at = case when excluded.type = 'dynamic' then null else marketing_segment.whole_at end,
       state = case when (marketing_segment.rule, marketing_segment.sample) is distinct from (excluded.rule, excluded.sample)
         then 'stale' else marketing_segment.state end
     returning ${COLUMNS}`,
    [id, name, type, asJson(rule), asJson(sample), actor, now],
  )
  await tx.run(
    `insert into marketing_audit (at, actor, entity, entity_id, action, detail) values ($1, $2, 'segment', $3, 'saved', $4)`,
    [now, actor, id, JSON.stringify({ name, type })],
  )
  return saved!
}

const asJson = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))
