import { problemsOf } from "../../../core/problem"

export const refusePlan = problemsOf({
  "plan/shape": { message: "{message}", hint: "Compare the plan with the documented shape." },
  "plan/wizard-or-canvas": {
    message: "Both the wizard's answers and a canvas were given.",
    hint: "Give one of them.",
  },
  "plan/schedule-not-one-time": {
    message: "A one-time plan starts now or at a date and time.",
    hint: 'Set the schedule to { "at": "now" } or { "at": "2026-12-01T10:00" }.',
  },
  "plan/schedule-not-recurring": {
    message: "A recurring plan needs to know when it starts again and again.",
    hint: 'Set the schedule to one like { "every": "week", "on": ["mon"], "time": "10:00" }.',
  },
  "plan/schedule-not-triggered": {
    message:
      "Something that happens lets people into this plan; the times of its schedule mean nothing to it.",
    hint: 'Set the schedule to one like { "from": "2026-12-01T10:00", "to": "2026-12-31T20:00" }, or to { "at": "now" }.',
    severity: "warning",
  },
  "plan/type-stays": {
    message: "A plan that was published stays one-time, recurring or triggered as it is.",
    hint: "Duplicate it to make one of another type.",
  },
  "plan/no-channel": {
    message: 'There is no channel "{channel}" in this store.',
    hint: "Leave it out.",
  },
  "plan/no-such-node": {
    message: 'The canvas has no node "{node}" that a condition could ask about.',
    hint: "Choose another node, or leave it out to ask about the whole plan.",
  },
  "plan/node-not-before": {
    message: '"{name}" does not come before this condition: nothing can have become of it here.',
    hint: "Choose a node that people come through before.",
  },
  "plan/entry-without-trigger": {
    message: '"{name}" lets people in when a run starts; a triggered plan has no runs.',
    hint: "Begin with a trigger, or make it a one-time or recurring plan.",
  },
  "plan/entry-is-trigger": {
    message: '"{name}" lets people in one at a time, as things happen to them.',
    hint: "Make it a triggered plan, or begin with a segment.",
  },
  "plan/untrusted-benefit": {
    message:
      '"{name}" listens for "{event}", which any browser can claim to have seen, and leads to coupons or points.',
    hint: "Begin with something the store itself knows, such as a cart or an order, or give nothing on this way.",
  },
  "plan/no-approver": {
    message: "Nobody could approve anything.",
    hint: "Name at least one person who approves, or switch approval off.",
  },
  "plan/no-such-user": {
    message: 'There is no user "{user}" in this store.',
    hint: "Choose somebody of the staff.",
  },
  "plan/reason-needed": {
    message: "A rejection needs a reason.",
    hint: "Say what should be changed.",
  },
  "plan/segment-deleted": {
    message: 'The segment "{name}" was deleted while the plan was published.',
    hint: "Choose another segment.",
  },
  "plan/segment-misses": {
    message: 'The segment "{segment}" names {name}, which was deleted: that part of it means nobody.',
    hint: "Change the segment, or leave it when that is meant.",
    severity: "warning",
  },
  "plan/empty-audience": {
    message: "Nobody would come in: the audience is empty.",
    hint: "Widen the conditions, refresh the segment, or choose another one.",
  },
  "plan/nobody-now": {
    message: "Nobody would come in now.",
    hint: "Widen the conditions, or choose another segment.",
    severity: "warning",
  },
  "plan/does-nothing": {
    message: "The plan does nothing yet: people come in and leave, and get nothing.",
    hint: "Add a message, a benefit or something else that changes or measures something.",
    severity: "warning",
  },
  "plan/without-account": {
    message:
      "The plan gives coupons or points, and {people} of the {audience} people in its audience have no account in the store: they cannot redeem them before they have one.",
    hint: "Narrow the audience to people with an account, or ask these people to register.",
    severity: "warning",
  },
  "plan/never-event": {
    message:
      'The variable "{variable}" will be empty for everybody: nothing that happens lets people into this plan.',
    hint: 'Begin with a trigger, take it out, or say with "default" what stands there instead.',
    severity: "warning",
  },
  "plan/never-member": {
    message:
      'The variable "{variable}" will be empty for everybody: nobody comes here through a list that could say it.',
    hint: 'Begin with a list, take it out, or say with "default" what stands there instead.',
    severity: "warning",
  },
  "plan/never-coupon": {
    message: 'The variable "{variable}" will be empty for everybody: no card before this one gives a coupon.',
    hint: "Give a coupon before it, take it out, or put it between {% if coupon %} and {% endif %}.",
    severity: "warning",
  },
})
