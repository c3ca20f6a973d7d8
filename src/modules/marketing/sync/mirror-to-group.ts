import { Conflict, Missing, Refused } from "../../../core/problem"
import type { Rule } from "../../../core/rules/schema"
import type { ReadRules } from "../audience/read-rules"
import type { GetSegment } from "../audience/read-segments"
import type { Clock } from "../clock"
import type { FindGroupNamed, ReadGroup } from "../commerce/read-group"
import type { Database, Sql } from "../database"
import type { RecordAudit } from "../plans/record-audit"
import type { Ports } from "../ports"
import { WAKE } from "../wakeups"
import type { AsksForGroup } from "./asks-for-group"
import { refuse } from "./problems"
import { deleteGroupSync, findGroupSync, findSyncOfGroup, insertGroupSync } from "./store/group-sync"

type Parts = {
  database: Database
  clock: Clock
  ports: Ports
  getSegment: GetSegment
  readRules: ReadRules
  readGroup: ReadGroup
  findGroupNamed: FindGroupNamed
  asksForGroup: AsksForGroup
  recordAudit: RecordAudit
}
type Asked = { segment_id: string; group_id?: string; actor: string }
type Group = { id: string; name: string }

/**
 * Has a segment fill a customer group from now on: this one, or without `group_id` a new one named like the segment.
 * Throws Missing; Refused for a group that is not there, is filled by another segment, or that the rule asks for;
 * Conflict when the segment fills one already or is archived.
 */
export const mirrorToGroup =
  (parts: Parts) =>
  async ({ segment_id, group_id, actor }: Asked): Promise<void> => {
    const { database, clock, getSegment, readGroup } = parts
    const segment = await getSegment({ segment_id })
    if (segment.state === "archived")
      throw new Conflict("segment/archived", "An archived segment fills no group. Take it back first.")
    const now = await clock.now()
    const known =
      group_id === undefined ? await ownGroup(parts, segment) : await readGroup(database, group_id)
    if (group_id !== undefined && !known)
      throw new Refused([refuse("sync/no-group", "group.group_id", { id: group_id })])
    await refuseCircle(parts, database, segment.rule, known ?? { id: "", name: segment.name })
    const group = known ?? {
      name: segment.name,
      id: await parts.ports.createGroup({ name: segment.name, metadata: { [MARK]: segment.id } }),
    }
    await database.transaction(async (tx) => {
      // Saving and deleting a segment take it too: the rule is still the one that we looked at when the mirror is there.
      await tx.run("select pg_advisory_xact_lock(hashtext('marketing_segment'))")
      const [still] = await parts.readRules(tx, { ids: [segment_id] })
      if (!still) throw new Missing("segment", segment_id)
      await refuseCircle(parts, tx, still.rule, group)
      const before = await findGroupSync(tx, segment.no, true)
      if (before?.error === "group-gone") await deleteGroupSync(tx, segment.no)
      else if (before)
        throw new Conflict("sync/on", "This segment fills a customer group already. Turn that off first.")
      if (!(await insertGroupSync(tx, { segment_no: segment.no, group_id: group.id, actor }, now)))
        await refuseTaken(parts, tx, group)
      const detail = { group_id: group.id }
      const entry = { actor, entity: "segment", entity_id: segment_id, action: "mirror_on", detail }
      await parts.recordAudit(tx, entry, now)
    })
    await database.notify(WAKE)
  }

/** Whose group it is that we made: should the process die before it is written down, it is found again. */
const MARK = "marketing_segment"

/** The group that was made for this segment before, if any; another of its name is somebody else's. */
async function ownGroup({ database, findGroupNamed }: Parts, segment: { id: string; name: string }) {
  const named = await findGroupNamed(database, segment.name)
  if (named && named.metadata?.[MARK] !== segment.id)
    throw new Refused([refuse("sync/name-taken", "group", { group: named.name })])
  return named
}

async function refuseCircle(
  { asksForGroup }: Parts,
  sql: Sql,
  rule: Rule | null,
  group: Group,
): Promise<void> {
  if (rule && (await asksForGroup(sql, { rule, group_id: group.id })))
    throw new Refused([refuse("sync/own-group", "group", { group: group.name })])
}

async function refuseTaken({ readRules }: Parts, tx: Sql, group: Group): Promise<never> {
  const other = await findSyncOfGroup(tx, group.id)
  const [segment] = await readRules(tx, { nos: other ? [other.segment_no] : [] })
  throw new Refused([
    refuse("sync/group-taken", "group.group_id", { group: group.name, segment: segment?.name ?? "" }),
  ])
}
