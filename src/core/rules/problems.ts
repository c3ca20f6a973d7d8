import { problemsOf } from "../problem"

/** Every way in which a rule can be refused. */
export const refuse = problemsOf({
  "rule/shape": { message: "{message}" },
  "rule/depth": {
    message: "Groups are nested more than {most} deep.",
    hint: "Split it into segments.",
  },
  "rule/size": { message: "More than {most} conditions.", hint: "Split it into segments." },
  "rule/values": {
    message: "More than {most} values in one list.",
    hint: "Import them as a segment.",
  },
  "rule/unknown-field": {
    message: 'There is no field "{field}".',
    hint: "Choose one of the store's fields; attributes are defined before rules ask for them.",
  },
  "rule/days": { message: "Give a number of days from {least} to {most}." },
  "rule/unavailable": { message: '"{field}" cannot be used in this store: {why}' },
  "rule/operator": {
    message: '"{op}" does not work on {type}; use {use}.',
  },
  "rule/type": { message: "Expected {expected}." },
  "rule/currency": {
    message: "Money needs a currency.",
    hint: 'Amounts are compared in one currency, e.g. "currency": "eur".',
  },
  "rule/unknown-currency": {
    message: 'There is no currency "{currency}".',
    hint: 'Give the three letters of one, such as "eur".',
  },
  "rule/no-choice": {
    message: '"{value}" is none of the choices here.',
    hint: "Choose one of these: {choices}.",
  },
  "rule/below-zero": {
    message: "Nothing happens less than 0 times: {value} is below 0.",
    hint: "Give 0 or more.",
  },
  "rule/rates": {
    message: "This store keeps no exchange rates, so amounts cannot be compared across currencies.",
  },
  "rule/window": { message: "{what}" },
  "rule/several-windows": {
    message: "A condition has one window, and this one says several at once: {said}.",
    hint: "Keep one of them; what must hold in two windows is two conditions.",
  },
  "rule/since": {
    message: '"since {since}" has a meaning only inside a canvas.',
    hint: "Use a window such as the last 30 days.",
  },
  "rule/measure": { message: "{did} has no {measure}." },
  "rule/where": { message: '{did} cannot be narrowed by "{key}".' },
  "rule/chain": { message: "{what}" },
  "rule/never-followed": {
    message: "What never happened is followed by nothing.",
    hint: "Take what follows out, or ask that it happened.",
  },
  "rule/missing": {
    message: "There is no {thing} {name}.",
    hint: "Choose another, or take the condition out.",
  },
  "rule/no-message": {
    message: 'Only messages go by a channel, and "{outcome}" is of none.',
    hint: "Take the channel out, or ask for received, failed, opened or clicked.",
  },
  "rule/whose-card": { message: "A card belongs to a plan: say to which." },
  "rule/cycle": {
    message: "The segments refer to each other in a circle: {path}.",
    hint: "Take one of these conditions out.",
  },
  "rule/benefit": { message: "Only coupons can be held in this store." },
})

/**
 * What was saved before these were refused keeps its meaning: it is told and explained all the same. A thing that is gone
 * is of another kind: nobody can say what was meant by it.
 */
export const STILL_MEANT = ["rule/unknown-currency", "rule/below-zero", "rule/no-choice"]
