import { problemsOf } from "../../../core/problem"

export const refusePlan = problemsOf({
  "plan/shape": { message: (v) => String(v.message), hint: "Compare the plan with the documented shape." },
  "plan/wizard-or-canvas": {
    message: "Both the wizard's answers and a canvas were given.",
    hint: "Give one of them.",
  },
  "plan/type-not-yet": {
    message: (v) => `Plans of the type ${v.type} can be drawn, but not published in this release.`,
    hint: "Make it a one-time plan.",
  },
  "plan/schedule-not-one-time": {
    message: "A one-time plan starts now or at a date and time.",
    hint: 'Set the schedule to { "at": "now" } or { "at": "2026-12-01T10:00" }.',
  },
  "plan/setting-not-yet": {
    message: (v) => `${v.what} cannot be kept in this release.`,
    hint: "Remove the setting.",
  },
  "plan/empty-audience": {
    message: "Nobody would come in: the audience is empty.",
    hint: "Widen the conditions, refresh the segment, or choose another one.",
  },
  "plan/nobody-now": {
    message: "Nobody would come in now.",
    hint: "Widen the conditions, or choose another segment.",
    severity: "warning",
  },
  "plan/without-account": {
    message: (v) =>
      `The plan gives coupons or points, and ${v.people} of the ${v.audience} people in its audience have no account in the store: they cannot redeem them before they have one.`,
    hint: "Narrow the audience to people with an account, or ask these people to register.",
    severity: "warning",
  },
})
