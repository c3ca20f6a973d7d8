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
  "template/text": { message: "Expected a text of {min} to {max} letters." },
  "template/shape": { message: "{message}" },
  "template/name": { message: "A template needs a name of at most {max} letters." },
  "template/name-taken": {
    message: 'There is a template called "{name}" already.',
    hint: "Choose another name, or delete the other one.",
  },
  "template/too-many-own": {
    message: "A store keeps at most {max} templates of its own.",
    hint: "Delete some that nobody uses.",
  },
  "template/empty": {
    message: "An empty canvas is no template.",
    hint: "Draw something first.",
  },
  "template/missing-kinds": {
    message: "It has cards that no extension of this store brings: {kinds}.",
    hint: "Install the extension that brings them, or leave these cards out.",
  },
  "template/no-setting": {
    message: 'The setting "{name}" is not on its card any more, or says something else than was asked for.',
    hint: "Choose the settings again.",
  },
  "template/missing": { message: "There is no {id} any more." },
})
