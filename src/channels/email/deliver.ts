import { escapeHtml, htmlToText } from "../../core/message/html-text"
import { type MailFailure, readMailFailure } from "../../core/message/mail-failure"
import type { ChannelDefinition, DeliveryResult } from "../../extension/channel"
import type { EmailContent } from "./content"

const OUTCOMES: Record<MailFailure, DeliveryResult> = {
  bounced: { state: "failed", reason: "bounced" },
  refused: { state: "failed", reason: "refused" },
  deferred: { state: "failed", reason: "deferred", retry: true },
  down: { state: "failed", reason: "provider_down", retry: true },
  unwelcome: { state: "failed", reason: "provider_refuses", retry: true },
  unknown: { state: "unknown", reason: "connection_lost" },
}

// The store has no provider for e-mail: a matter of configuration, which can be put right while we wait.
const NO_PROVIDER =
  /^Could not find a notification provider|^Notification provider \S+ is not enabled|Unable to retrieve the notification provider/
// No connection was made, so nothing went over it.
const NEVER_REACHED = /\b(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)\b/

/** Hands one mail to Medusa's Notification module and reads what became of it. */
export const deliverEmail: ChannelDefinition["deliver"] = async (delivery, ports) => {
  const content = delivery.content as EmailContent
  try {
    const receipt = await ports.notify({
      to: delivery.to,
      channel: "email",
      content: {
        subject: content.subject,
        html: withPreheader(content),
        text: content.text?.trim() || htmlToText(content.html),
        // Here and not in `provider_data`, which the Notification module keeps for ever: they hold the link that unsubscribes.
        headers: delivery.headers,
      },
      data: { marketing_send: delivery.key },
      idempotency_key: delivery.decision_key,
      receiver_id: delivery.customer_id || undefined,
    })
    return { state: "sent", provider_ref: receipt.external_id ?? receipt.id }
  } catch (error) {
    return outcomeOf(error instanceof Error ? error.message : String(error))
  }
}

/** Only what proves that nothing was taken may be tried again; any other error of any provider says nothing (G4). */
function outcomeOf(message: string): DeliveryResult {
  const known = readMailFailure(message)
  if (known) return OUTCOMES[known]
  if (NO_PROVIDER.test(message)) return { state: "failed", reason: "no_provider", retry: true }
  if (NEVER_REACHED.test(message)) return OUTCOMES.down
  return { state: "unknown", reason: "provider_error" }
}

/** The preheader stands first in the mail, where only the list of mails shows it. */
function withPreheader({ html, preheader }: EmailContent): string {
  const line = preheader?.trim()
  if (!line) return html
  const hidden = `<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(line)}</div>`
  const body = /<body\b[^<>]*>/i.exec(html)
  if (!body) return hidden + html
  const at = body.index + body[0].length
  return html.slice(0, at) + hidden + html.slice(at)
}
