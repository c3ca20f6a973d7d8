import { problemsOf } from "../../core/problem"
import { defineKind } from "../../extension/kind"
import { runWait } from "./run"
import { LONGEST_WAIT_MS, lengthOf, waitSettings } from "./schema"

const refuse = problemsOf({
  "wait/too-long": { message: "Nobody can wait longer than a year.", hint: "Wait at most 365 days." },
})

const UNIT_ZH = { minutes: "分钟", hours: "小时", days: "天" }

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
  settings: waitSettings,
  summary: ({ amount, unit }) => ({
    en: `Waits ${amount} ${amount === 1 ? unit.slice(0, -1) : unit}`,
    zhCN: `等待 ${amount} ${UNIT_ZH[unit]}`,
  }),
  ports: () => [{ id: "out", label: { en: "Then", zhCN: "然后" } }],
  pause: lengthOf,
  check: ({ settings, path }) =>
    lengthOf(settings) > LONGEST_WAIT_MS ? [refuse("wait/too-long", `${path}.amount`)] : [],
  run: runWait,
})
