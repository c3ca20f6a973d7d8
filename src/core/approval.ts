import { z } from "zod"

/** Whether a draft is published by whoever drew it, or by one of those named, once it was submitted. */
export const approvalSchema = z.strictObject({
  on: z.boolean(),
  /** Ids of admin users. */
  approvers: z.array(z.string().trim().min(1).max(100)).max(100),
})

export type Approval = z.infer<typeof approvalSchema>

export const NO_APPROVAL: Approval = { on: false, approvers: [] }

/** Nobody approves what they submitted themselves, unless nobody else could. */
export const mayApprove = ({ approvers }: Approval, actor: string, submitted_by: string): boolean =>
  approvers.includes(actor) && (actor !== submitted_by || approvers.length === 1)
