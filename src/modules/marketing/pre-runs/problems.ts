import { problemsOf } from "../../../core/problem"

export const refusePreRun = problemsOf({
  "pre-run/triggered": {
    message: "Nobody knows who will come into a triggered plan: people come in by what they do later.",
    hint: "Replay it on the store's past, or pre-run a one-time or recurring plan.",
  },
  "pre-run/no-start": {
    message: "The plan would not start any more.",
    hint: "Choose a later time in the settings.",
  },
  "replay/days": {
    message: "A replay looks back on 1 to {most} whole days.",
    hint: "Choose another number of days.",
  },
  "replay/too-many": {
    message: "More than {most} times somebody would have come to this plan's beginning.",
    hint: "Choose fewer days, or let the trigger mean fewer people.",
  },
})
