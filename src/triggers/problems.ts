import { problemsOf } from "../core/problem"

export const refuseTrigger = problemsOf({
  "trigger/no-segment": { message: "There is no segment {id}.", hint: "Choose another segment." },
  "trigger/for-nobody": {
    message: "Nobody is meant: neither what people had to do with the product nor a segment is chosen.",
    hint: "Choose at least one of them.",
  },
})
