import { Missing, Refused } from "../../../core/problem"
import { segmentsIn } from "../../../core/rules/segments"
import type { Database, Sql } from "../database"
import type { ListSyncsOfSegment, SyncUse } from "../sync/segment-syncs"
import { refuse } from "./problems"
import { countOfMembers, type MemberRow, pageOfMembers } from "./store/members"
import { COLUMNS, findSegment, rulesOfSegments, type SegmentRow } from "./store/segments"

type Parts = { database: Database }
type Asked = { q?: string; archived?: boolean; offset: number; limit: number; order?: string }

/** Orders a list may ask for. */
const ORDERS: Record<string, string> = {
  name: "lower(name), no",
  "-name": "lower(name) desc, no",
  member_count: "member_count, no",
  "-member_count": "member_count desc, no",
  refreshed_at: "refreshed_at nulls first, no",
  "-refreshed_at": "refreshed_at desc nulls last, no",
  created_at: "no",
  "-created_at": "no desc",
}

/** A page of segments, the newest first unless asked otherwise; `q` looks at the name. Archived ones stand apart. Throws Refused. */
export const listSegments =
  ({ database }: Parts) =>
  async ({
    q,
    archived = false,
    offset,
    limit,
    order = "-created_at",
  }: Asked): Promise<{ segments: SegmentRow[]; count: number }> => {
    if (!Object.hasOwn(ORDERS, order)) throw new Refused([refuse("segment/order", "order", { order })])
    const where = `deleted_at is null and (state = 'archived') = $2 and ($1::text is null or position(lower($1) in lower(name)) > 0)`
    const segments = await database.rows<SegmentRow>(
      `select ${COLUMNS} from marketing_segment where ${where} order by ${ORDERS[order]} offset $3 limit $4`,
      [q ?? null, archived, offset, limit],
    )
    const total = await database.one<{ n: number }>(
      `select count(*)::int as n from marketing_segment where ${where}`,
      [q ?? null, archived],
    )
    return { segments, count: total!.n }
  }

export type GetSegment = ReturnType<typeof getSegment>

/** One segment; throws Missing. */
export const getSegment =
  ({ database }: Parts) =>
  async ({ segment_id }: { segment_id: string }): Promise<SegmentRow> => {
    const segment = await findSegment(database, segment_id)
    if (!segment) throw new Missing("segment", segment_id)
    return segment
  }

/** A page of the people in a segment as of its last refresh. */
export const listMembers =
  ({ database, getSegment }: Parts & { getSegment: GetSegment }) =>
  async ({
    segment_id,
    ...page
  }: {
    segment_id: string
    q?: string
    offset: number
    limit: number
  }): Promise<{ members: MemberRow[]; count: number }> => {
    const segment = await getSegment({ segment_id })
    const members = await pageOfMembers(database, segment.no, page)
    const count = page.q ? await countOfMembers(database, segment.no, page.q) : segment.member_count
    return { members, count }
  }

export type Uses = {
  segments: { id: string; name: string }[]
  plans: { id: string; name: string; state: string }[]
  /** The customer group that it fills and the system that is told of its members. */
  syncs: SyncUse[]
}
export type ListSegmentUses = ReturnType<typeof listSegmentUses>

/**
 * Segments whose rule asks for this one (samples too, archived ones too), and plans whose canvas does: the draft, what
 * is published, what a run that goes on was published as, and what people are in by. Ended and archived plans aside. And who follows its members outside.
 */
export const listSegmentUses =
  ({ database, listSyncsOfSegment }: Parts & { listSyncsOfSegment: ListSyncsOfSegment }) =>
  async ({ segment_id, tx = database }: { segment_id: string; tx?: Sql }): Promise<Uses> => {
    const segment = await findSegment(tx, segment_id)
    if (!segment) throw new Missing("segment", segment_id)
    const segments = (await rulesOfSegments(tx))
      .filter(({ rule }) => segmentsIn(rule).includes(segment_id))
      .map(({ id, name }) => ({ id, name }))
    const plans = await tx.rows<Uses["plans"][number]>(
      `select id, name, state from marketing_plan p
       where deleted_at is null and state not in ('ended', 'cancelled', 'archived')
         and (jsonb_path_exists(canvas, '$.**.in_segment ? (@ == $id)', jsonb_build_object('id', $1::text))
           or jsonb_path_exists(canvas, '$.**.segment_id ? (@ == $id)', jsonb_build_object('id', $1::text))
           or exists (select 1 from marketing_plan_version v where v.plan_no = p.no
             and (v.version = p.version or exists (select 1 from marketing_run r where r.plan_no = p.no
               and r.version = v.version and r.state in ('scheduled', 'enrolling', 'running'))
               or exists (select 1 from marketing_step s where s.plan_no = p.no and s.version = v.version))
             and (jsonb_path_exists(v.canvas, '$.**.in_segment ? (@ == $id)', jsonb_build_object('id', $1::text))
               or jsonb_path_exists(v.canvas, '$.**.segment_id ? (@ == $id)', jsonb_build_object('id', $1::text)))))
       order by no`,
      [segment_id],
    )
    return { segments, plans, syncs: await listSyncsOfSegment(tx, segment.no) }
  }
