import type { Rule } from "../../../core/rules/schema"
import type { CustomerSnapshot, SinceWhen } from "../../../core/rules/snapshot"
import type { Effect } from "../../../extension/outcome"
import type { Recall, RecallPeople } from "../audience/recall-people"
import type { Database } from "../database"
import { type Doing, doingsOf, readSurroundings, type SurroundingsParts } from "../doings"
import type { Drawing } from "../engine/drawing"
import { messagesBefore, stepsBefore } from "./store/trial-steps"
import type { ClaimedTrial } from "./store/trials"

export type SeenParts = SurroundingsParts & { database: Database; recallPeople: RecallPeople }

export type SeenHere = {
  matches: (rule: Rule) => boolean
  value: (field: string) => unknown
}

/**
 * The person of a test as what was passed before would have left them; null where nothing of it is asked about here: then the store is
 * asked.
 */
export async function seenHere(
  parts: SeenParts,
  { trial, drawing, hop }: { trial: ClaimedTrial; drawing: Drawing; hop: number },
  asked: { rules: Rule[]; fields: string[] },
  { now, since }: { now: Date; since: SinceWhen },
): Promise<SeenHere | null> {
  if (asked.rules.length + asked.fields.length === 0) return null
  const { database, recallPeople } = parts
  const { pid, plan, plan_no } = trial
  const recall = await recallPeople(database, { rules: asked.rules, without: null })
  const wanted = recall.partsOf(asked)
  if (wanted.size === 0) return null
  const surroundings = await readSurroundings(parts)
  const doings = doingsOf({ ...surroundings, plan: { id: plan.id, no: plan_no }, asked: wanted })
  for (const doing of await doneBefore(parts, { trial, drawing, hop })) doings.note(pid, doing)
  if (!doings.concerns(pid, wanted, now.getTime())) return null
  const history = (await recall.read([pid], asked)).get(pid)
  if (!history) return null
  return lookingAt(recall, doings.seen(pid, recall.asOf(history, now, since), now.getTime()), now)
}

const lookingAt = (recall: Recall, person: CustomerSnapshot, now: Date): SeenHere => ({
  matches: (rule) => recall.matches(rule, person, now),
  value: (field) => recall.value(field, person, now),
})

async function doneBefore(
  { database }: SeenParts,
  { trial, drawing, hop }: { trial: ClaimedTrial; drawing: Drawing; hop: number },
): Promise<Doing[]> {
  const steps = await stepsBefore(database, trial.no, hop)
  const messages = await messagesBefore(database, trial.no, hop)
  const effects = steps.flatMap(({ left_at, arrived_at, effects }) => {
    const at = new Date(left_at ?? arrived_at).getTime()
    // Where one is refused the others are not written either.
    if (effects.some(({ done }) => !done)) return []
    return effects.map(({ effect, expires_at, taken = 0 }): Doing => {
      const ends = expires_at ? new Date(expires_at) : null
      return { did: "effect", at, effect: effect as Effect, expires_at: ends, taken }
    })
  })
  const sent = messages.map(({ node, channel, at, would, deliveries }): Doing => {
    const failed = would.state === "blocked" || deliveries.some(({ state }) => state !== "sent")
    // Messages go out after the steps of their moment; only who waits for what becomes of one is asked after it.
    const waits = (drawing.stops.get(node)?.sends.length ?? 0) > 0
    const when = new Date(at).getTime()
    if (failed) return { did: "failed", node, channel, at: when }
    return { did: "received", node, channel, at: waits ? when : when + 1 }
  })
  return [{ did: "entered", node: null, channel: null, at: trial.at.getTime() }, ...effects, ...sent]
}
