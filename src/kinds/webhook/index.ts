import { z } from "zod"
import { type Problem, problemsOf } from "../../core/problem"
import { inForm } from "../../extension/form"
import { defineKind } from "../../extension/kind"

const refuse = problemsOf({
  "webhook/url": {
    message: "Nothing can be sent to this address.",
    hint: "Give one that begins with https:// and leads to a server that the internet can reach.",
  },
  "webhook/twice": { message: 'The value "{name}" is named twice.', hint: "Name each once." },
})

const value = z.strictObject({
  name: inForm(
    z.string().regex(/^[A-Za-z0-9_.-]{1,100}$/, "must be letters, digits, dots, hyphens or underscores"),
    {
      label: { en: "Name", zhCN: "名称" },
    },
  ),
  value: inForm(z.string().max(1000), { label: { en: "Value", zhCN: "值" }, control: "text" }),
})

const settings = z.strictObject({
  url: inForm(z.string().trim().min(1, "is needed").max(2000), {
    label: { en: "Address", zhCN: "地址" },
    hint: {
      en: "An https address that the internet can reach. It should answer within 10 seconds.",
      zhCN: "可从互联网访问的 https 地址，应在 10 秒内响应。",
    },
    control: "text",
  }),
  with_email: inForm(z.boolean().default(false), {
    label: { en: "Send the e-mail address, too", zhCN: "同时发送邮箱" },
  }),
  data: inForm(z.array(value).max(20, "holds at most twenty values").default([]), {
    label: { en: "Values sent along", zhCN: "附带的值" },
  }),
})
type Settings = z.infer<typeof settings>

/** Tells another system of each person who comes here. */
export const webhook = defineKind({
  id: "webhook",
  group: "reach",
  icon: "globe",
  label: { en: "Webhook", zhCN: "Webhook" },
  explanation: {
    en: "Tells another system of each person who comes here, by a signed request that is repeated until it is taken. People do not wait for it.",
    zhCN: "客户到达时以签名请求通知外部系统，失败会自动重试；客户无需等待。",
  },
  settings,
  summary: ({ url }) => ({ en: `Tells ${hostOf(url)} of the person`, zhCN: `通知 ${hostOf(url)}` }),
  ports: () => [{ id: "out", label: { en: "Then", zhCN: "然后" } }],
  check: ({ settings: given, path, exists }) => [
    ...(exists("webhook_address", given.url) ? [] : [refuse("webhook/url", `${path}.url`)]),
    ...namedTwice(given, path),
  ],
  run: ({ settings: { url, with_email, data } }) => ({
    do: "go",
    port: "out",
    intents: [
      {
        type: "webhook",
        url,
        with_email,
        data: Object.fromEntries(data.map((one) => [one.name, one.value])),
      },
    ],
  }),
})

const namedTwice = ({ data }: Settings, path: string): Problem[] =>
  data.flatMap(({ name }, index) =>
    data.findIndex((one) => one.name === name) < index
      ? [refuse("webhook/twice", `${path}.data.${index}.name`, { name })]
      : [],
  )

/** A path may hold a key, which no card shows. */
const hostOf = (url: string): string => /^https?:\/\/([^/?#]+)/.exec(url)?.[1] ?? "…"
