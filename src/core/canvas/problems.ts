import { problemsOf } from "../problem"

export const refuseCanvas = problemsOf({
  "canvas/shape": {
    message: "{message}",
    hint: "Compare the canvas with the documented shape.",
  },
  "canvas/no-entry": {
    message: "Nobody comes in: the canvas has no node that says who.",
    hint: "Add a segment or conditions, and connect them to what should happen.",
  },
  "canvas/unknown-kind": {
    message: 'There is no kind of node called "{kind}".',
    hint: "Remove the node, or install the extension that brings this kind.",
  },
  "canvas/settings": {
    message: '"{name}": {message}',
    hint: "Open the node and fill in its form.",
  },
  "canvas/dangling-edge": {
    message: 'The edge from "{from}" to "{to}" leads nowhere: there is no node "{missing}".',
    hint: "Remove the edge, or connect it to a node of this canvas.",
  },
  "canvas/unknown-port": {
    message: '"{name}" has no way out called "{port}"; it has {ports}.',
    hint: "Remove the edge and draw it again from a way out that the node has.",
  },
  "canvas/unknown-input": {
    message: '"{name}" has no way in called "{input}"; it has {inputs}.',
    hint: "Remove the edge and draw it again.",
  },
  "canvas/edge-into-entry": {
    message: '"{name}" is where people come in; no edge can lead to it.',
    hint: "Remove the edge; use a filter to check people again on the way.",
  },
  "canvas/port-taken": {
    message: 'Two edges leave "{name}" by "{port}"; people can take only one way.',
    hint: "Remove one of the edges, or put a split test between.",
  },
  "canvas/unreachable": {
    message: '"{name}" is never reached from where people come in.',
    hint: "Connect it, or remove it.",
  },
  "canvas/set-too-late": {
    message: '"{name}" needs everybody at once, and people come from "{from}" one at a time.',
    hint: "Put it directly behind segments and conditions; further on, use a filter that asks whether somebody is in the segment.",
  },
  "canvas/set-incomplete": {
    message: '"{name}" has nothing to compare: {inputs} must be connected.',
    hint: "Connect another group, or remove the node.",
  },
  "canvas/set-from-trigger": {
    message:
      '"{name}" needs everybody at once, and the trigger "{from}" lets people in one at a time: the set is never complete.',
    hint: "Use a filter behind the trigger that asks whether somebody is in the segment.",
  },
  "canvas/loop": {
    message: "People would go round without a pause: {way}.",
    hint: "Put a wait of at least a minute into the circle, or remove one of its edges.",
  },
  "canvas/no-exit": {
    message:
      'No way leads out of the circle of "{name}": people go round until the plan ends, a thousand cards at most.',
    hint: "Leave a way of one of its cards open, or add an exit or a goal.",
    severity: "warning",
  },
  "move/unmapped": {
    message: '"{name}" is not in the new version.',
    hint: "Say where the people who stand there go on, or with which reason they leave.",
  },
  "move/no-place": {
    message:
      'People from "{name}" cannot go on at "{to}": the new version has no such card, or people only pass it.',
    hint: "Choose a card of the new version that people come to.",
  },
  "move/no-such-card": {
    message: 'The old version has no card "{node}".',
    hint: "Leave it out.",
  },
})
