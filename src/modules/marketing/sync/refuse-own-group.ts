import { Refused } from "../../../core/problem"
import type { Rule } from "../../../core/rules/schema"
import type { ReadGroup } from "../commerce/read-group"
import type { Sql } from "../database"
import type { AsksForGroup } from "./asks-for-group"
import { refuse } from "./problems"
import { findGroupSyncOf } from "./store/group-sync"

export type RefuseOwnGroup = ReturnType<typeof refuseOwnGroup>
type Parts = { asksForGroup: AsksForGroup; readGroup: ReadGroup }

/** Before a segment's rule is saved, in the caller's transaction: throws Refused when it asks for the group that the segment fills. */
export const refuseOwnGroup =
  ({ asksForGroup, readGroup }: Parts) =>
  async (tx: Sql, { segment_id, rule }: { segment_id: string; rule: Rule }): Promise<void> => {
    const sync = await findGroupSyncOf(tx, segment_id)
    if (!sync || !(await asksForGroup(tx, { rule, group_id: sync.group_id }))) return
    const group = await readGroup(tx, sync.group_id)
    throw new Refused([refuse("sync/own-group", "rule", { group: group?.name ?? sync.group_id })])
  }
