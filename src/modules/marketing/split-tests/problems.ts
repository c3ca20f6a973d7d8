import { problemsOf } from "../../../core/problem"

export const refuseWinner = problemsOf({
  "winner/no-split-test": {
    message: 'The published plan has no split test "{node}".',
    hint: "Choose a split test of the version that runs.",
  },
  "winner/no-variant": {
    message: 'The split test has no variant "{variant}", only {variants}.',
    hint: "Choose one of these.",
  },
})
