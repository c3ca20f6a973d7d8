import { problemsOf } from "../../../core/problem"

/** What is wrong with the values that fill in a segment template. */
export const refuse = problemsOf({
  "segment-template/unknown-value": { message: 'This template has no value "{name}".' },
  "segment-template/number": { message: "Expected a whole number from {min} to {max}." },
  "segment-template/amount": {
    message: "Expected an amount from {min} to {max} {currency}.",
    hint: "Amounts are whole minor units (cents).",
  },
  "segment-template/currency": {
    message: "This is not a currency.",
    hint: 'Amounts look like { "amount": 50000, "currency": "eur" }.',
  },
  "segment-template/ids": { message: "Expected a list of ids." },
  "segment-template/needed": { message: "Choose at least {min}." },
  "segment-template/too-many": { message: "Choose at most {max}." },
  "segment-template/missing": { message: "There is no {id} any more." },
})
