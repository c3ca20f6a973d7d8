import { problemsOf } from "../problem"

/** Every reason for which a line of a file is left out. */
export const refuseLine = problemsOf({
  "import/amount-without-currency": { message: "An amount needs a currency." },
  "import/cells": { message: "The line has {shown} cells, the header {header}." },
  "import/choice": { message: "{value} is none of {choices}." },
  "import/country": { message: "A country is two letters such as DE." },
  "import/currency": { message: "{value} is not a currency of ISO 4217 such as EUR." },
  "import/day": { message: "{value} is not a day such as 1984-02-29." },
  "import/decimals": { message: "{value} has more decimals than {currency}, which has {digits}." },
  "import/email": { message: "{value} is not an e-mail address." },
  "import/email-taken": { message: "The e-mail {value} belongs to customer {customer} already." },
  "import/empty": { message: "The line has no {column}." },
  "import/event": { message: "An event is a short name such as product_viewed." },
  "import/event-of-store": {
    message:
      "Only the store's own records have this name: {value}. Import orders as purchases, or give the event another name.",
  },
  "import/long-line": { message: "The line is longer than 200,000 characters." },
  "import/long-value": { message: "The value has {shown} characters; at most {most}." },
  "import/moment": {
    message: "{value} is not a date and time such as 2026-03-01 14:30:00 or 2026-03-01T14:30:00Z.",
  },
  "import/money": { message: "{value} is not an amount such as 12.50." },
  "import/most-money": { message: "An amount is at most {most}." },
  "import/most-pieces": { message: "One customer can buy at most {most} pieces." },
  "import/most-sum": { message: "One customer's purchases sum up to more than can be kept." },
  "import/nobody": { message: "The line names nobody: it has no {columns}." },
  "import/not-yet": { message: "{value} is not between 1970 and today." },
  "import/number": { message: "{value} is not a whole number from {least} to {most}." },
  "import/order-lines": { message: "An order has at most {most} lines." },
  "import/other-currency": { message: "Order {value} is in {currency}." },
  "import/other-customer": { message: "Order {value} belongs to another customer." },
  "import/quotes": { message: "The quotes of this line do not close." },
  "import/refused": { message: "The store refuses this customer: {reason}" },
  "import/relation": { message: "Say what this person is to the customer, such as child." },
  "import/stray-quote": {
    message:
      "A quote stands in the middle of a value. Put the whole value in quotes and write that quote twice.",
  },
  "import/two-people": { message: "The line's columns name different customers." },
  "import/unknown-person": { message: "No customer is known by this." },
  "import/zone": { message: "A zone is a name such as Europe/Berlin." },
})
