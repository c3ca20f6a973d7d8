import { z } from "zod"
import { defineChannel } from "../extension/channel"
import { checkLiquid } from "./check-liquid"

const inboxContent = z.strictObject({
  title: z
    .string()
    .trim()
    .min(1, "An inbox message needs a title.")
    .max(200, "A title has at most 200 characters."),
  body: z
    .string()
    .trim()
    .min(1, "An inbox message needs a text.")
    .max(5000, "An inbox message has at most 5,000 characters."),
  link: z.string().trim().max(2000, "A link has at most 2,000 characters.").optional(),
})

const templates = { title: "header", body: "text", link: "header" } as const

/** The shopper's own inbox in the storefront: our database, so it needs no consent and is written exactly once. */
export const inbox = defineChannel({
  id: "inbox",
  icon: "bell",
  label: { en: "In-app inbox", zhCN: "站内信" },
  explanation: {
    en: "Puts a message into the shopper's inbox in the storefront.",
    zhCN: "将消息放入客户在商城内的收件箱。",
  },
  content: inboxContent,
  templates,
  check: checkLiquid(templates),
  address: "account",
  consent: "none",
  unknown_policy: "resend",
  concurrency: 100,
  async deliver({ key, customer_id, content }, ports) {
    const { title, body, link } = content as z.infer<typeof inboxContent>
    await ports.inbox({ key, customer_id, title, body, ...(link ? { link } : {}) })
    return { state: "sent" }
  },
})
