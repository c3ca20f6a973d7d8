import { defineChannel } from "../../extension/channel"
import { checkLiquid } from "../check-liquid"
import { emailContent } from "./content"
import { deliverEmail } from "./deliver"

const templates = { subject: "header", html: "html", text: "text", preheader: "header" } as const

/**
 * E-mail through whatever provider the store has for the Notification module's channel "email".
 *
 * Marketing mail needs a recorded yes (`opt_in`): the safe reading of GDPR, CASL and PIPL. Messages of a plan of category
 * `notice` (about an order, points that expire) need none, but never pass a suppression.
 */
export const email = defineChannel({
  id: "email",
  icon: "envelope",
  label: { en: "E-mail", zhCN: "电子邮件" },
  explanation: {
    en: "Sends an e-mail to people who agreed to receive them.",
    zhCN: "向同意接收邮件的客户发送电子邮件。",
  },
  content: emailContent,
  templates,
  check: checkLiquid(templates),
  address: "email",
  consent: "opt_in",
  // A mail server does not de-duplicate: what it may have is never sent again unasked.
  unknown_policy: "hold",
  concurrency: 20,
  deliver: deliverEmail,
})
