import type { Canvas } from "../../../src/core/canvas/schema"
import type { Problem } from "../../../src/core/problem"
import type { Step } from "./answers"

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null

export type Placed = { step: Step; problem: Problem }

/** Where in the wizard a problem of the saved plan can be mended; null when that is only on the canvas. */
export function placeProblem(problem: Problem, canvas: Pick<Canvas, "nodes">): Placed | null {
  if (problem.path.startsWith("settings.schedule"))
    return { step: "when", problem: { ...problem, path: problem.path.split(".")[2] ?? "at" } }
  const [, id, , ...inside] = problem.path.split(".")
  const node = problem.path.startsWith("nodes.") ? canvas.nodes.find((one) => one.id === id) : undefined
  if (!node) return null
  const at = (step: Step, ...path: string[]): Placed => ({
    step,
    problem: { ...problem, path: path.join(".") },
  })
  const [room, name = ""] = node.kind.split(":")
  if (room === "segment") return at("who", "segment_id")
  if (room === "rep-contacts") return at("who", "reps")
  if (room === "conditions") return at("who", ...inside)
  // Behind a trigger the audience is asked by a filter.
  if (room === "filter")
    return isObject(node.settings.rule) && "in_segment" in node.settings.rule
      ? at("who", "segment_id")
      : at("who", ...inside)
  if (room === "trigger") return at("when", "trigger", ...inside)
  if (room === "wait") return at("what", "wait", "amount")
  if (room === "split-test") return at("what", "second", "share")
  if (room === "benefit") return at("benefit", "benefits", name, ...inside)
  if (room === "message") {
    const first = canvas.nodes.find((one) => one.kind === node.kind)
    return at("what", first === node ? "message" : "second", ...inside)
  }
  return null
}
