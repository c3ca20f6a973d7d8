import { type Problem, problemsOf } from "../core/problem"

/** What is wrong with a storefront's call or with one event of it. */
export const refuse = problemsOf({
  "event/invalid": { message: "{message}" },
  "event/call-too-large": { message: "A call holds at most {limit} kB.", hint: "Send several calls." },
  "event/no-json": { message: "The body is not JSON." },
  "event/nobody": {
    message: "Nobody did this: there is neither a visitor_id nor a signed-in customer.",
    hint: "Make a visitor_id once with crypto.randomUUID() and keep it in the browser.",
  },
  "event/not-signed-in": {
    message: "Only a signed-in customer can say who they are.",
    hint: "Send the customer's token; an e-mail or id in the body proves nothing.",
  },
  "event/too-many-words": { message: "A call holds at most {limit} identify and alias." },
  "event/of-store": {
    message: "{name} is read off the store's own records; a storefront cannot say it.",
  },
  "event/amount": {
    message:
      "An amount is a whole number of the currency's smallest unit, at most {limit}, and needs a currency.",
    hint: 'For 19.90 EUR say { "amount": 1990, "currency": "eur" }.',
  },
  "event/too-old": {
    message: "It happened more than {days} days ago.",
    hint: "Import history as a file.",
  },
})

/** Why one event of a call was not taken. */
export type Rejection = Problem & { index: number }
