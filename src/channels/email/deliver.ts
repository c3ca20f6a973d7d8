import { escapeHtml, htmlToText } from "../../core/message/html-text"
import { type MailFailure, readMailFailure } from "../../core/message/mail-failure"
import type { ChannelDefinition, DeliveryResult } from "../../extension/channel"
import type { EmailContent } from "./content"

const OUTCOMES: Record<MailFailure, DeliveryResult> = {
  bounced: { state: "failed", reason: "bounced" },
  refused: { state: "failed", reason: "refused" },
  deferred: { state: "failed", reason: "deferred", retry: true },
  down: { state: "failed", reason: "provider_down", retry: true },
  unknown: { state: "unknown", reason: "connection_lost" },
}

// Another store's provider speaks no code of ours; a broken connection there may mean that it has the message.
const AMBIGUOUS = /time(?:d )?-?out|ETIMEDOUT|ECONNRESET|EPIPE|socket hang up|aborted/i
// The store has no provider for e-mail: a matter of configuration, which can be put right while we wait.
const NO_PROVIDER = /could not find a notification provider|is not enabled/i

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
      },
      // Only keys: the Notification module keeps `data` for ever.
      data: { marketing_send: delivery.key },
      provider_data: { headers: delivery.headers, idempotency_key: delivery.key },
      idempotency_key: delivery.attempt_key,
      receiver_id: delivery.customer_id,
    })
    return { state: "sent", provider_ref: receipt.external_id ?? receipt.id }
  } catch (error) {
    return outcomeOf(error instanceof Error ? error.message : String(error))
  }
}

function outcomeOf(message: string): DeliveryResult {
  const known = readMailFailure(message)
  if (known) return OUTCOMES[known]
  if (NO_PROVIDER.test(message)) return { state: "failed", reason: "no_provider", retry: true }
  if (AMBIGUOUS.test(message)) return OUTCOMES.unknown
  return { state: "failed", reason: "provider_error", retry: true }
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
