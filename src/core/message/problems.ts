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
  "message/template-channel": {
    message: 'The template "{template}" was written for another channel.',
    hint: "Choose a template of this card's channel.",
  },
  "message/template-liquid": {
    message: 'The template "{template}" is broken in line {line}, column {column}: {text}.',
    hint: "Mend the template, or choose another one.",
  },
  "message/template-endless": {
    message: 'The template "{template}" would take too long to make or grow too large for each person.',
    hint: "Take loops inside of loops and long ranges out of it, or choose another one.",
  },
  "message/template-variable": {
    message: 'The template "{template}" names a variable "{name}", which does not exist; it will be empty.',
    hint: "Mend the template, or leave it when that is meant.",
    severity: "warning",
  },
  "message/template-broken": {
    message: 'The template "{template}" cannot be sent: {text}',
    hint: "Mend the template, or choose another one.",
  },
  "message/render": { message: "The text could not be made: {text}." },
})
