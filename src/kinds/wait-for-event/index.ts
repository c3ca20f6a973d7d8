import { problemsOf } from "../../core/problem"
import { eventsOf, nameOfEvent } from "../../core/rules/event-names"
import { LONGEST_SPAN_MS, spanInWords } from "../../core/time/span"
import { defineKind } from "../../extension/kind"
import { factsOfWait, runWaitForEvent } from "./run"
import { timeoutOf, waitForEventSettings } from "./schema"

const refuse = problemsOf({
  "wait-for-event/too-long": {
    message: "Nobody can wait longer than a year.",
    hint: "Wait at most 365 days.",
  },
})

/** Keeps people until they do something, or for a time. */
export const waitForEvent = defineKind({
  id: "wait-for-event",
  group: "flow",
  icon: "bolt",
  label: { en: "Wait for something to happen", zhCN: "等待事件" },
  explanation: {
    en: "Keeps each person here until they do it, or until the time is over.",
    zhCN: "客户在此等待，直到发生该行为或超时。",
  },
  settings: waitForEventSettings,
  summary: ({ event, at_most }) => ({
    en: `Waits up to ${spanInWords(at_most).en} until somebody ${nameOfEvent(event).en}`,
    zhCN: `最多等待 ${spanInWords(at_most).zhCN}，直到${nameOfEvent(event).zhCN}`,
  }),
  ports: () => [
    { id: "happened", label: { en: "It happened", zhCN: "已发生" } },
    { id: "timeout", label: { en: "Time is over", zhCN: "已超时" } },
  ],
  check: ({ settings, path }) =>
    timeoutOf(settings) > LONGEST_SPAN_MS ? [refuse("wait-for-event/too-long", `${path}.at_most`)] : [],
  facts: factsOfWait,
  listens: ({ event }) => eventsOf(event),
  run: runWaitForEvent,
})
