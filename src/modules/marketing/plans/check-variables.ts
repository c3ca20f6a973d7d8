import { cardsBefore } from "../../../core/canvas/graph"
import type { Canvas, CanvasNode } from "../../../core/canvas/schema"
import type { Problem } from "../../../core/problem"
import type { Registry } from "../../../extension/registry"
import type { Database } from "../database"
import type { ReadPlainVariables } from "../messages/read-plain-variables"
import { refusePlan } from "./problems"
import { findThings } from "./store/things"

type Parts = { registry: Registry; database: Database; readPlainVariables: ReadPlainVariables }
/** Whether a card gives those behind it what a variable says. */
type Gives = (node: CanvasNode) => boolean

/** Texts that speak of what nobody has who comes to them: what let people in, what a list says of them, a coupon. */
export async function checkVariables(parts: Parts, canvas: Canvas): Promise<Problem[]> {
  const { kinds } = parts.registry
  const read = await parts.readPlainVariables(messagesIn(canvas, parts.registry))
  const asking = read.flatMap(({ sent, variables }) => {
    const asked = variables.filter(({ root }) => Object.hasOwn(NEVER, root))
    return asked.length > 0 ? [{ id: sent.id, asked }] : []
  })
  if (asking.length === 0) return []
  const lists = await listsIn(parts.database, canvas)
  const isEntry: Gives = ({ kind }) => Boolean(kinds.get(kind)?.entry)
  const gives: Record<Never, Gives> = {
    "plan/never-event": ({ kind }) => Boolean(kinds.get(kind)?.starts),
    "plan/never-member": (node) => isEntry(node) && lists.has(node.settings.segment_id),
    "plan/never-coupon": mayGiveCoupon,
  }
  return asking.flatMap(({ id, asked }) => {
    const before = cardsBefore(canvas, id)
    // That nobody comes there is said already.
    if (!before.some(isEntry)) return []
    return asked.flatMap(({ root, name, path }) => {
      const code = NEVER[root as keyof typeof NEVER]
      return before.some(gives[code]) ? [] : [refusePlan(code, path, { variable: name })]
    })
  })
}

/** Values that not every plan has, and what is said where one has none. */
const NEVER = {
  event: "plan/never-event",
  member: "plan/never-member",
  coupon: "plan/never-coupon",
  coupons: "plan/never-coupon",
} as const
type Never = (typeof NEVER)[keyof typeof NEVER]

const messagesIn = ({ nodes }: Canvas, { channels }: Registry) => {
  const byKind = new Map([...channels.keys()].map((id) => [`message:${id}`, id]))
  return nodes.flatMap(({ id, kind, settings: { content, template_id } }) => {
    const channel = byKind.get(kind)
    return channel ? [{ id, channel, content, template_id, path: `nodes.${id}.settings` }] : []
  })
}

/** Only a list says something of its people, and only to those who come in through it. */
async function listsIn(database: Database, { nodes }: Canvas): Promise<ReadonlySet<unknown>> {
  const ids = nodes.flatMap(({ settings: { segment_id: id } }) => (typeof id === "string" ? id : []))
  const lists = await findThings(
    database,
    ids.map((id) => ({ thing: "list", id })),
  )
  return new Set(ids.filter((id) => lists.has(`list ${id}`)))
}

/** A guest's card or benefit may give one too. */
const mayGiveCoupon: Gives = ({ kind }) =>
  kind.includes(":") && !/^(message|trigger):/.test(kind) && kind !== "benefit:points"
