import { generateEntityId } from "@medusajs/framework/utils"
import { Missing, Refused } from "../../../core/problem"
import type { TagGroupDraft } from "../../../core/profile/tags"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { RecordAudit } from "../plans/record-audit"
import { refuse } from "./problems"
import { deleteGroup, findGroup, listGroups, type TagGroup, takenTags, writeGroup } from "./store/tag-groups"

type Parts = { database: Database; clock: Clock; recordAudit: RecordAudit }

export type ListTagGroups = ReturnType<typeof listTagGroups>

/** Groups of tags by name. */
export const listTagGroups =
  ({ database }: Pick<Parts, "database">) =>
  (): Promise<TagGroup[]> =>
    listGroups(database)

/**
 * Makes a group of tags or changes one. What people have stays: a group that allows one tag now drives the others out when
 * somebody gets one next. Throws Missing for an unknown id, Refused for a tag that another group has.
 */
export const saveTagGroup =
  ({ database, clock, recordAudit }: Parts) =>
  async ({
    id: given,
    actor,
    ...draft
  }: TagGroupDraft & { id?: string; actor: string }): Promise<TagGroup> => {
    const now = await clock.now()
    const id = given ?? generateEntityId(undefined, "mktag")
    return database.transaction(async (tx) => {
      // One at a time: two groups that take the same tag at once would not see each other.
      await tx.run("select pg_advisory_xact_lock(hashtext('marketing_tag_group'))")
      if (given !== undefined && !(await findGroup(tx, given))) throw new Missing("tag group", given)
      const tags = [...new Set(draft.tags)]
      const taken = await takenTags(tx, id, tags)
      if (taken.length > 0) throw new Refused(taken.map((one) => refuse("tags/other-group", "tags", one)))
      await writeGroup(tx, { ...draft, id, tags }, now)
      const detail = { name: draft.name, single: draft.single, tags }
      await recordAudit(tx, { actor, entity: "tag_group", entity_id: id, action: "saved", detail }, now)
      return (await findGroup(tx, id))!
    })
  }

/** The group goes; its tags are of no group then, and people keep them. Throws Missing. */
export const deleteTagGroup =
  ({ database, clock, recordAudit }: Parts) =>
  async ({ id, actor }: { id: string; actor: string }): Promise<void> => {
    const now = await clock.now()
    await database.transaction(async (tx) => {
      if (!(await deleteGroup(tx, id))) throw new Missing("tag group", id)
      await recordAudit(tx, { actor, entity: "tag_group", entity_id: id, action: "deleted" }, now)
    })
  }
