import { problemsOf } from "../../../core/problem"

export const refuseTrial = problemsOf({
  "trial/entry": {
    message: "The plan has no entry {entry}.",
    hint: "Choose one of the cards where people come in.",
  },
  "trial/no-entry": {
    message: "Nobody can be put in: the plan has no card where people come in.",
    hint: "Add an entry first.",
  },
  "trial/way": {
    message: 'This card has no way "{port}".',
    hint: "Choose one of the ways that lead out of it.",
  },
  "trial/too-many-test-customers": {
    message: "A store has {most} test customers at most.",
    hint: "Take the mark from some of them.",
  },
})
