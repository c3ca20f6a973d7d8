import { problemsOf } from "../problem"

export const refuseMessage = problemsOf({
  "message/content": { message: "{message}" },
  "message/liquid": {
    message: "Line {line}, column {column}: {text}.",
    hint: "Check the braces and the spelling of the tag or filter; every {% if %} needs its {% endif %}.",
  },
  "message/endless": {
    message: "This text would take too long to make or grow too large for each person: {text}.",
    hint: "Take out loops inside of loops and long ranges, or shorten it.",
  },
  "message/unknown-variable": {
    message: 'There is no variable "{name}"; it will be empty.',
    hint: "Available: customer, points, coupons, coupon, event, member, store, unsubscribe_url, preferences_url.",
    severity: "warning",
  },
  "message/unknown-channel": { message: 'There is no channel "{channel}" in this store.' },
  "message/render": { message: "The text could not be made: {text}." },
})
