import { Refused } from "../../../core/problem"
import type { FindPerson } from "../benefits/find-person"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { RecordAudit } from "../plans/record-audit"
import type { MergeTags } from "./merge-tags"
import { refuse } from "./problems"
import { singleGroupsOf } from "./store/tag-groups"

type Parts = {
  database: Database
  clock: Clock
  findPerson: FindPerson
  mergeTags: MergeTags
  recordAudit: RecordAudit
}
type Asked = { customer_id: string; add: string[]; remove: string[]; actor: string }

/** What staff changes of a customer's tags. Throws Missing; Refused for two tags of a group that allows one. */
export const changeTags =
  ({ database, clock, findPerson, mergeTags, recordAudit }: Parts) =>
  async ({ customer_id, add, remove, actor }: Asked): Promise<void> => {
    const pid = await findPerson(customer_id)
    const now = await clock.now()
    await database.transaction(async (tx) => {
      for (const { name, tags } of await singleGroupsOf(tx, add))
        if (tags.length > 1)
          throw new Refused([refuse("tags/one-of-group", "add", { group: name, tags: tags.join(", ") })])
      await mergeTags(
        tx,
        [{ pid, add, remove: remove.filter((tag) => !add.includes(tag)), overwrite: false }],
        now,
      )
      // Which tags says something about a person; the log keeps that it was done.
      const detail = { added: add.length, removed: remove.length }
      await recordAudit(
        tx,
        { actor, entity: "customer", entity_id: customer_id, action: "change_tags", detail },
        now,
      )
    })
  }
