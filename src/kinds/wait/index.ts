import { problemsOf } from "../../core/problem"
import { LONGEST_SPAN_MS, lengthOf, spanInWords, spanSchema } from "../../core/time/span"
import { defineKind } from "../../extension/kind"
import { runWait } from "./run"

const refuse = problemsOf({
  "wait/too-long": { message: "Nobody can wait longer than a year.", hint: "Wait at most 365 days." },
})

/** Keeps people for a time. */
export const wait = defineKind({
  id: "wait",
  group: "flow",
  icon: "clock",
  label: { en: "Wait", zhCN: "等待" },
  explanation: {
    en: "Keeps each person here for the given time, counted from when they arrive.",
    zhCN: "从客户到达时起停留指定的时间。",
  },
  settings: spanSchema,
  summary: (span) => ({ en: `Waits ${spanInWords(span).en}`, zhCN: `等待 ${spanInWords(span).zhCN}` }),
  ports: () => [{ id: "out", label: { en: "Then", zhCN: "然后" } }],
  pause: lengthOf,
  check: ({ settings, path }) =>
    lengthOf(settings) > LONGEST_SPAN_MS ? [refuse("wait/too-long", `${path}.amount`)] : [],
  run: runWait,
})
