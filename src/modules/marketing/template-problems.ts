import { problemsOf } from "../../core/problem"

/** What is wrong with the values that fill in a template. */
export const refuse = problemsOf({
  "template/unknown-value": { message: 'This template has no value "{name}".' },
  "template/number": { message: "Expected a whole number from {min} to {max}." },
  "template/amount": {
    message: "Expected an amount from {min} to {max} {currency}.",
    hint: "Amounts are whole minor units (cents).",
  },
  "template/currency": {
    message: "This is not a currency.",
    hint: 'Amounts look like { "amount": 50000, "currency": "eur" }.',
  },
  "template/ids": { message: "Expected a list of ids." },
  "template/needed": { message: "Choose at least {min}." },
  "template/too-many": { message: "Choose at most {max}." },
  "template/missing": { message: "There is no {id} any more." },
})
