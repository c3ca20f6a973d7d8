import { problemsOf } from "../problem"

/** What is wrong with a segment that is made of others. */
export const refuse = problemsOf({
  "segment/definition": {
    message: "{message}",
    hint: "A definition is one of union, intersect, exclude and sample.",
  },
  "segment/sample": {
    message: "{message}",
    hint: 'A sample is { "percent": 10 } or { "number": 500 }, with a seed of your own if you like.',
  },
})
