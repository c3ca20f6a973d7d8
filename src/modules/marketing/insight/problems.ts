import { problemsOf } from "../../../core/problem"

export const refuse = problemsOf({
  "insight/unknown-comparison": {
    message: "There is no segment {id} to compare with.",
    hint: "Choose another segment, or all customers.",
  },
  "insight/month": {
    message: '"{month}" is no month.',
    hint: "Write it like 2026-03.",
  },
})
