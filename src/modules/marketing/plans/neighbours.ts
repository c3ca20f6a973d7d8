import type { Problem } from "../../../core/problem"
import type { Rule } from "../../../core/rules/schema"

/** What plans ask of the audience area, as they see it; the container hands over its verbs by these names. */

/** SQL text that selects the `pid` of everyone in a segment or matching a rule now. */
export type SelectPeople = (of: { segment_id?: string; rule?: Rule }) => Promise<People>
export type People = { text: string; values: unknown[] }

export type CheckRule = (of: { rule: Rule }) => Promise<{ problems: Problem[] }>

export type PreviewRule = (of: { rule: Rule }) => Promise<{ reachable: Record<string, number> }>
