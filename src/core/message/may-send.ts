import { isMailAddress } from "./header-value"

export type SendQuestion = {
  consent: "opt_in" | "opt_out" | "none"
  answer: "yes" | "no" | "pending" | undefined
  topic: string
  address_kind: "email" | "phone" | "account" | "none"
  address: string | null
  known: boolean
  deleted: boolean
  suppressed: boolean
  expired: boolean
  /** Why the plan has stopped for good, e.g. plan_ended. A plan that was over by itself has not stopped. */
  stopped: string | null
  has_content: boolean
  /** The address has this message already, through another profile of the same plan. */
  same_address?: boolean
}

export type SendRefusal = { state: "blocked" | "cancelled"; reason: string }

/**
 * May this message go now? Asked in the transaction that commits the intent; `null` means yes, as far as caps allow.
 * The reasons are stable codes of the report.
 */
export function refusalOf(send: SendQuestion): SendRefusal | null {
  if (send.stopped) return { state: "cancelled", reason: send.stopped }
  if (send.expired) return { state: "cancelled", reason: "expired" }
  const blocked = blockOf(send)
  return blocked ? { state: "blocked", reason: blocked } : null
}

function blockOf(send: SendQuestion): string | null {
  if (!send.known || send.deleted) return "customer_deleted"
  if (!send.has_content) return "no_content"
  if (!send.address) return "no_address"
  if (send.address_kind === "email" && !isMailAddress(send.address)) return "bad_address"
  if (send.suppressed) return "suppressed"
  if (!consents(send)) return "no_consent"
  return send.same_address ? "same_address" : null
}

/** Notices about a person's own affairs ask for no consent; they never pass a suppression. */
function consents({ topic, consent, answer }: SendQuestion): boolean {
  if (topic === "notice" || consent === "none") return true
  return consent === "opt_in" ? answer === "yes" : answer !== "no"
}
