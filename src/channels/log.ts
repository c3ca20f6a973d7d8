import { z } from "zod"
import { defineChannel } from "../extension/channel"
import { checkLiquid } from "./check-liquid"

const logContent = z.strictObject({
  text: z
    .string()
    .trim()
    .min(1, "A log message needs a text.")
    .max(5000, "A log message has at most 5,000 characters."),
})

const templates = { text: "text" } as const

/** For development: a message becomes a line of the server's log and leaves the machine nowhere. */
export const log = defineChannel({
  id: "log",
  icon: "command-line",
  label: { en: "Log (development)", zhCN: "日志（开发用）" },
  explanation: {
    en: "Writes the message into the server's log. Nobody receives anything.",
    zhCN: "将消息写入服务器日志，不会发送给任何人。",
  },
  content: logContent,
  templates,
  check: checkLiquid(templates),
  address: "none",
  consent: "none",
  unknown_policy: "resend",
  concurrency: 100,
  async deliver({ customer_id, content }, ports) {
    ports.log(`Marketing log channel, for ${customer_id}: ${(content as z.infer<typeof logContent>).text}`)
    return { state: "sent" }
  },
})
