import { z } from "zod"
import { type Problem, problemsOf } from "../../core/problem"
import type { ChannelDefinition } from "../../extension/channel"
import { type AnyKind, defineKind } from "../../extension/kind"

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
  })

/** The node that a channel brings: it asks for one message and does not wait for what becomes of it. */
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
    ports: () => [{ id: "out", label: { en: "Then", zhCN: "然后" } }],
    check: ({ settings: { content, template_id }, path, exists }): Problem[] => {
      if (content && template_id) return [refuse("message/two-contents", path)]
      if (content) return channel.check?.(content, `${path}.content`) ?? []
      if (!template_id) return [refuse("message/no-content", path)]
      if (exists("message_template", template_id)) return []
      return [refuse("message/no-template", `${path}.template_id`, { id: template_id })]
    },
    run: ({ settings: { content, template_id } }) => ({
      do: "go",
      port: "out",
      intents: [
        {
          type: "message",
          channel: channel.id,
          content: content ?? {},
          ...(template_id ? { template_id } : {}),
        },
      ],
    }),
  })
