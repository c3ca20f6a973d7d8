import { z } from "zod"
import { type Problem, problemsOf } from "../../core/problem"
import type { ChannelDefinition } from "../../extension/channel"
import { inForm } from "../../extension/form"
import { type AnyKind, defineKind, type FactRequest, type SendFact } from "../../extension/kind"
import type { Outcome } from "../../extension/outcome"

const refuse = problemsOf({
  "message/no-content": {
    message: "The message has no content.",
    hint: "Write it here, or choose a template.",
  },
  "message/two-contents": {
    message: "The message has both content and a template.",
    hint: "Keep one of them.",
  },
  "message/no-template": {
    message: "There is no template {id}.",
    hint: "Choose another template.",
  },
})

/** Settings of a message node: what a merchant writes here, or a template of the content library. */
export const messageSettings = (channel: Pick<ChannelDefinition, "content">) =>
  z.strictObject({
    template_id: z.string().min(1, "is needed").optional(),
    content: (channel.content as z.ZodType<Record<string, unknown>>).optional(),
    when_not_sent: inForm(z.enum(["go-on", "other-way"]).optional(), {
      label: { en: "Who does not get it", zhCN: "未收到消息的客户" },
      hint: {
        en: "No consent, no address, too many messages, refused by the provider…",
        zhCN: "没有同意、没有地址、消息过多、被服务商拒绝等",
      },
      choices: {
        "go-on": { en: "Goes on like everybody, at once", zhCN: "与其他人一样立即继续" },
        "other-way": { en: "Takes a way of their own, once that is known", zhCN: "确认后走另一条路" },
      },
    }),
  })

/** Whoever changes the state of a message wakes the person up; this is for what nobody told. */
const LOOK_AGAIN_MS = 3_600_000

/** The node that a channel brings: it asks for one message, and waits for what becomes of it only where people then part. */
export const messageKind = (channel: ChannelDefinition): AnyKind =>
  defineKind({
    id: `message:${channel.id}`,
    group: "reach",
    icon: channel.icon,
    label: channel.label,
    explanation: channel.explanation,
    settings: messageSettings(channel),
    summary: () => ({
      en: `Sends: ${channel.label.en}`,
      zhCN: `发送${channel.label.zhCN ?? channel.label.en}`,
    }),
    ports: ({ when_not_sent }) =>
      when_not_sent === "other-way"
        ? [
            { id: "out", label: { en: "Sent", zhCN: "已发送" } },
            { id: "not_sent", label: { en: "Not sent", zhCN: "未发送" } },
          ]
        : [{ id: "out", label: { en: "Then", zhCN: "然后" } }],
    facts: ({ when_not_sent }): Record<string, FactRequest> =>
      when_not_sent === "other-way" ? { send: { send: true } } : {},
    check: ({ settings: { content, template_id }, path, exists }): Problem[] => {
      if (content && template_id) return [refuse("message/two-contents", path)]
      if (content) return channel.check?.(content, `${path}.content`) ?? []
      if (!template_id) return [refuse("message/no-content", path)]
      if (exists("message_template", template_id)) return []
      return [refuse("message/no-template", `${path}.template_id`, { id: template_id })]
    },
    run: ({ settings: { content, template_id, when_not_sent }, facts, now }): Outcome => {
      const message = {
        type: "message" as const,
        channel: channel.id,
        content: content ?? {},
        ...(template_id ? { template_id } : {}),
      }
      if (when_not_sent !== "other-way") return { do: "go", port: "out", intents: [message] }
      const send = facts.send as SendFact | null
      const until = new Date(now.getTime() + LOOK_AGAIN_MS)
      if (!send) return { do: "wait", until, intents: [message] }
      return send.settled ? goBy(send) : { do: "wait", until }
    },
  })

/** What nobody knows of may have arrived: another message in its place could be one too many. */
const ARRIVED = new Set(["sent", "unknown"])

const goBy = ({ state, reason }: SendFact): Outcome => ({
  do: "go",
  port: ARRIVED.has(state) ? "out" : "not_sent",
  ...(reason ? { reason } : {}),
})
