import { problemsOf } from "../../../core/problem"

/** What is wrong with a mirror in a customer group or with a webhook. */
export const refuse = problemsOf({
  "sync/no-group": {
    message: "There is no customer group {id}.",
    hint: "Choose one that is there, or have one made.",
  },
  "sync/group-taken": {
    message: 'The customer group "{group}" is kept by the segment "{segment}" already.',
    hint: "Choose another group, or have one made.",
  },
  "sync/name-taken": {
    message: 'There is a customer group "{group}" already.',
    hint: "Choose it from the list.",
  },
  "sync/own-group": {
    message: 'The rule asks for the customer group "{group}", which this segment itself fills.',
    hint: "Use another group, or take the condition out of the rule.",
  },
  "sync/url": {
    message: "Not an address that can be told: {why}",
    hint: "Use an https address of a server that the internet can reach, such as https://crm.example/hooks/segments.",
  },
})
