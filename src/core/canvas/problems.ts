import type { z } from "zod"
import { type Problem, problemsOf } from "../problem"

const named = (v: Record<string, unknown>) => (v.name ? `"${v.name}"` : "This node")

export const refuseCanvas = problemsOf({
  "canvas/shape": {
    message: (v) => String(v.message),
    hint: "Compare the canvas with the documented shape.",
  },
  "canvas/no-entry": {
    message: "Nobody comes in: the canvas has no node that says who.",
    hint: "Add a segment or conditions, and connect them to what should happen.",
  },
  "canvas/unknown-kind": {
    message: (v) => `There is no kind of node called "${v.kind}".`,
    hint: "Remove the node, or install the extension that brings this kind.",
  },
  "canvas/settings": {
    message: (v) => `${named(v)}: ${v.message}`,
    hint: "Open the node and fill in its form.",
  },
  "canvas/dangling-edge": {
    message: (v) => `The edge from "${v.from}" to "${v.to}" leads nowhere: there is no node "${v.missing}".`,
    hint: "Remove the edge, or connect it to a node of this canvas.",
  },
  "canvas/unknown-port": {
    message: (v) => `${named(v)} has no way out called "${v.port}"; it has ${v.ports}.`,
    hint: "Remove the edge and draw it again from a way out that the node has.",
  },
  "canvas/unknown-input": {
    message: (v) => `${named(v)} has no way in called "${v.input}"; it has "in".`,
    hint: "Remove the edge and draw it again.",
  },
  "canvas/edge-into-entry": {
    message: (v) => `${named(v)} is where people come in; no edge can lead to it.`,
    hint: "Remove the edge; use a filter to check people again on the way.",
  },
  "canvas/port-taken": {
    message: (v) => `Two edges leave ${named(v)} by "${v.port}"; people can take only one way.`,
    hint: "Remove one of the edges, or put a split test between.",
  },
  "canvas/unreachable": {
    message: (v) => `${named(v)} is never reached from where people come in.`,
    hint: "Connect it, or remove it.",
  },
  "canvas/loop": {
    message: (v) => `People would go round without a pause: ${v.way}.`,
    hint: "Put a wait of at least a minute into the circle, or remove one of its edges.",
  },
})

/** What zod found, as problems under `path`, in words for people: a missing value is "is needed". */
export function problemsFrom(
  issues: z.core.$ZodIssue[],
  path: string,
  make: (path: string, message: string) => Problem,
): Problem[] {
  return issues.map((issue) => {
    const at = [path, ...issue.path.map(String)].filter(Boolean).join(".")
    const words = inWords(issue)
    // A schema may speak in whole sentences; those stand for themselves.
    if (words.endsWith(".")) return make(at, words)
    return make(at, `${issue.path.join(".")} ${words}.`.trimStart())
  })
}

function inWords(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type" && / received undefined$/.test(issue.message)) return "is needed"
  if (issue.code === "unrecognized_keys") return `has unknown parts: ${issue.keys.join(", ")}`
  if (
    issue.code === "custom" ||
    issue.code === "invalid_format" ||
    /^(is|must|holds|has|needs)\b|\.$/.test(issue.message)
  )
    return issue.message
  return `is not right (${issue.message.replace(/^Invalid input: /, "")})`
}
