import { problemsOf } from "../../../core/problem"

export const refusePreRun = problemsOf({
  "pre-run/triggered": {
    message: "Nobody knows who will come into a triggered plan: people come in by what they do later.",
    hint: "Pre-run a one-time or recurring plan.",
  },
  "pre-run/no-start": {
    message: "The plan would not start any more.",
    hint: "Choose a later time in the settings.",
  },
})
