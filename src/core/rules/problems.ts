import { problemsOf } from "../problem"

/** Every way in which a rule can be refused. */
export const refuse = problemsOf({
  "rule/shape": {
    message: (v) => `${v.what}`,
    hint: "A rule is all, any, not, fact, did, in_segment, plan or holds.",
  },
  "rule/depth": {
    message: (v) => `Groups are nested more than ${v.most} deep.`,
    hint: "Split it into segments.",
  },
  "rule/size": { message: (v) => `More than ${v.most} conditions.`, hint: "Split it into segments." },
  "rule/values": {
    message: (v) => `More than ${v.most} values in one list.`,
    hint: "Import them as a segment.",
  },
  "rule/unknown-field": { message: (v) => `There is no field "${v.field}".` },
  "rule/unavailable": { message: (v) => `"${v.field}" cannot be used in this store: ${v.why}` },
  "rule/operator": {
    message: (v) => `"${v.op}" does not work on ${v.type}; use ${v.use}.`,
  },
  "rule/type": { message: (v) => `Expected ${v.expected}.` },
  "rule/currency": {
    message: "Money needs a currency.",
    hint: 'Amounts are compared in one currency, e.g. "currency": "eur".',
  },
  "rule/rates": {
    message: "This store keeps no exchange rates, so amounts cannot be compared across currencies.",
  },
  "rule/window": { message: (v) => `${v.what}` },
  "rule/since": {
    message: (v) => `"since ${v.since}" has a meaning only inside a canvas.`,
    hint: "Use a window such as the last 30 days.",
  },
  "rule/measure": { message: (v) => `${v.did} has no ${v.measure}.` },
  "rule/where": { message: (v) => `${v.did} cannot be narrowed by "${v.key}".` },
  "rule/chain": { message: (v) => `${v.what}` },
  "rule/missing": { message: (v) => `There is no ${v.thing} ${v.id}.` },
  "rule/cycle": {
    message: (v) => `The segments refer to each other in a circle: ${v.path}.`,
    hint: "Take one of these conditions out.",
  },
  "rule/benefit": { message: "Only coupons can be held in this store." },
})
