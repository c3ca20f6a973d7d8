import { problemsOf } from "../problem"

export const refuseSchedule = problemsOf({
  "schedule/no-such-day": {
    message: "There is no day {day}.",
    hint: "Choose a day of the calendar.",
  },
  "schedule/past": {
    message: "The time {at} is over.",
    hint: "Choose a later time, or start the plan now.",
  },
  "schedule/no-weekdays": {
    message: "It is not said on which days of the week the plan starts.",
    hint: "Choose at least one day, from mon to sun.",
  },
  "schedule/no-month-days": {
    message: "It is not said on which days of the month the plan starts.",
    hint: "Choose at least one day, from 1 to 31.",
  },
  "schedule/days-without-use": {
    message: "Days of the week or month mean nothing to a plan that starts every few days.",
    hint: "Remove the days, or let the plan recur by week or month.",
  },
  "schedule/ends-before-start": {
    message: "The last day, {to}, is before the first, {from}.",
    hint: "Choose a later last day, or an earlier first one.",
  },
  "schedule/end-not-after-start": {
    message: "The end, {to}, is not after the start, {from}: nobody would ever come in.",
    hint: "Choose a later end, or an earlier start.",
  },
  "schedule/end-past": {
    message: "The end, {to}, is over: nobody would come in any more.",
    hint: "Choose a later end, or none.",
  },
  "schedule/never": {
    message: "No day fits from {from} to {to}: the plan would never start.",
    hint: "Choose other days or a later last day.",
  },
  "schedule/over": {
    message: "Until {to} there is no time left at which the plan could start.",
    hint: "Choose a later last day, or none.",
  },
  "schedule/some-clocks-past": {
    message:
      "On clocks ahead of the store's, {at} is over or soon will be: those customers get it as soon as the plan runs.",
    hint: "Choose a start at least a day ahead when nobody may get it later than at that time.",
    severity: "warning",
  },
})
