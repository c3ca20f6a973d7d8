import type { Approval } from "../../../core/approval"
import { Conflict, Refused } from "../../../core/problem"
import type { Clock } from "../clock"
import type { FindUnknownStaff } from "../commerce/find-unknown-staff"
import type { Database } from "../database"
import { refusePlan } from "./problems"
import type { RecordAudit } from "./record-audit"
import { notApprover } from "./review"
import { ownApproval, savedApproval, writeApproval } from "./store/approval"
import { giveAllBack } from "./store/reviews"

export type ApprovalNow = Approval & {
  changed_at: Date | null
  changed_by: string | null
  may_change: boolean
}

/** Whether drafts are published by approval, who approves, who decided so last, and whether this person may decide otherwise. */
export const readApproval =
  ({ database, findUnknownStaff }: Pick<Parts, "database" | "findUnknownStaff">) =>
  async ({ actor }: { actor: string }): Promise<ApprovalNow> => {
    const { approval, ...changed } = await savedApproval(database)
    const strangers = new Set(await findUnknownStaff([actor, ...approval.approvers]))
    const may_change = !strangers.has(actor) && !isForOthers({ approval, actor, strangers })
    return { ...approval, ...changed, may_change }
  }

type Parts = {
  database: Database
  clock: Clock
  recordAudit: RecordAudit
  findUnknownStaff: FindUnknownStaff
}

/**
 * Switches approval on or off and says who approves: once this has answered, nothing is published otherwise. Switched off, what
 * waits goes back to its drafts. Throws Refused, with paths below `approval`, when nobody could approve; Conflict when this person
 * may not decide it.
 */
export const saveApproval =
  ({ database, clock, recordAudit, findUnknownStaff }: Parts) =>
  async ({ approval, actor }: { approval: Approval; actor: string }): Promise<void> => {
    const after: Approval = { ...approval, approvers: [...new Set(approval.approvers)] }
    const path = "approval.approvers"
    if (after.on && after.approvers.length === 0) throw new Refused([refusePlan("plan/no-approver", path)])
    const { approval: seen } = await savedApproval(database)
    const strangers = new Set(await findUnknownStaff([actor, ...after.approvers, ...seen.approvers]))
    const unknown = after.approvers.filter((user) => strangers.has(user))
    if (unknown.length > 0)
      throw new Refused(unknown.map((user) => refusePlan("plan/no-such-user", path, { user })))
    const now = await clock.now()
    await database.transaction(async (tx) => {
      await ownApproval(tx)
      const { approval: before } = await savedApproval(tx)
      mustDecide({ before, after, actor, strangers })
      await writeApproval(tx, after, now, actor)
      const detail = { before, after }
      await recordAudit(tx, { actor, entity: "approval", entity_id: "all", action: "changed", detail }, now)
      if (after.on) return
      const reason = "approval was switched off"
      for (const { plan_id } of await giveAllBack(tx, { actor, reason, now }))
        await recordAudit(
          tx,
          { actor, entity: "plan", entity_id: plan_id, action: "withdraw", detail: { reason } },
          now,
        )
    })
  }

/**
 * While approval is on, whoever could switch it off could publish alone: so only approvers change it. Once they have all left the
 * store, one of the staff does, or nothing would ever be published again.
 */
const isForOthers = ({
  approval: { on, approvers },
  actor,
  strangers,
}: {
  approval: Approval
  actor: string
  strangers: ReadonlySet<string>
}): boolean => on && !approvers.includes(actor) && !approvers.every((user) => strangers.has(user))

function mustDecide({
  before,
  after,
  actor,
  strangers,
}: {
  before: Approval
  after: Approval
  actor: string
  strangers: ReadonlySet<string>
}): void {
  if (!before.on && !after.on) return
  if (isForOthers({ approval: before, actor, strangers })) throw notApprover()
  if (strangers.has(actor))
    throw new Conflict(
      "plan/approval-by-staff",
      "Only somebody of the store's staff, signed in, decides whether plans need approval.",
    )
}
