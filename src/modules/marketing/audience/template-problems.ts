import { problemsOf } from "../../../core/problem"

/** What is wrong with the values that fill in a segment template. */
export const refuse = problemsOf({
  "segment-template/unknown-value": { message: (v) => `This template has no value "${v.name}".` },
  "segment-template/number": { message: (v) => `Expected a whole number from ${v.min} to ${v.max}.` },
  "segment-template/amount": {
    message: (v) => `Expected an amount from ${v.min} to ${v.max} ${v.currency}.`,
    hint: "Amounts are whole minor units (cents).",
  },
  "segment-template/currency": {
    message: "This is not a currency.",
    hint: 'Amounts look like { "amount": 50000, "currency": "eur" }.',
  },
  "segment-template/ids": { message: "Expected a list of ids." },
  "segment-template/needed": { message: (v) => `Choose at least ${v.min}.` },
  "segment-template/too-many": { message: (v) => `Choose at most ${v.max}.` },
  "segment-template/missing": { message: (v) => `There is no ${v.id} any more.` },
})
