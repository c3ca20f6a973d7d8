import type { z } from "zod"
import type { Rule } from "../rules/schema"
import { audienceOf, type EntryAudience } from "./audience-of"
import type { CanvasNode } from "./schema"

/** A rule that a node asks, and where in its settings it stands. `inside`: of people who are in the plan already. */
export type NodeRule = { rule: Rule; path: string; inside: boolean }

type Asking = {
  settings: z.ZodType
  audience?: (settings: never) => EntryAudience | null
  facts?: (
    settings: never,
  ) => Record<string, { rule: Rule; at?: string } | { field: string } | { send: true } | { winner: true }>
  watches?: (settings: never) => { rule: Rule }
  starts?: {
    conditions?: (settings: never) => Rule | null
    daily?: (settings: never) => { rule: Rule }
  }
}

/** Every rule that a node asks: about who comes in, and about who comes by. None while its settings do not fit. */
export function rulesOf(node: Pick<CanvasNode, "settings">, kind: Asking | undefined): NodeRule[] {
  const audience = audienceOf(node, kind)
  if (audience && "segment_id" in audience)
    return [{ rule: { in_segment: audience.segment_id }, path: "segment_id", inside: false }]
  if (audience) return [{ rule: audience.rule, path: "rule" in node.settings ? "rule" : "", inside: false }]
  const read = kind?.settings.safeParse(node.settings)
  if (!kind || !read?.success) return []
  const settings = read.data as never
  const { facts, watches, starts } = kind
  const asked = Object.values(facts?.(settings) ?? {}).flatMap((fact) =>
    "rule" in fact ? [{ rule: fact.rule, path: fact.at ?? "rule", inside: true }] : [],
  )
  if (watches) asked.push({ rule: watches(settings).rule, path: "rule", inside: true })
  const started = starts?.conditions?.(settings)
  if (started) asked.push({ rule: started, path: "", inside: true })
  if (starts?.daily) asked.push({ rule: starts.daily(settings).rule, path: "", inside: false })
  return asked
}
