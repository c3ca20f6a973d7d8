import { problemsOf } from "../problem"

export const refuseMessage = problemsOf({
  "message/content": { message: (v) => String(v.text) },
  "message/liquid": {
    message: (v) => `Line ${v.line}, column ${v.column}: ${v.text}.`,
    hint: "Check the braces and the spelling of the tag or filter; every {% if %} needs its {% endif %}.",
  },
  "message/unknown-variable": {
    message: (v) => `There is no variable "${v.name}"; it will be empty.`,
    hint: "Available: customer, points, coupons, coupon, store, unsubscribe_url, preferences_url.",
    severity: "warning",
  },
  "message/unknown-channel": { message: (v) => `There is no channel "${v.channel}" in this store.` },
  "message/render": { message: (v) => `The text could not be made: ${v.text}.` },
})
