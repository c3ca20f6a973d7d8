import type { Intent } from "../../../extension/outcome"
import type { Sql } from "../database"
import type { QueueMessages } from "../messages/queue-messages"
import type { FailPoint } from "../ports"
import type { QueueCalls } from "../sync/queue-calls"
import type { GiveGifts } from "./give-gifts"
import { endEnrollments } from "./store/enrollments"
import { insertSteps } from "./store/steps"
import { writeTrail } from "./store/trail"
import { noteTurns } from "./store/turns"
import { keyOf, openStepOf, type Traveller } from "./traveller"
import type { WalkPeople } from "./walk-people"

/**
 * Writes all that became of people of one plan, in the caller's transaction, which holds their steps: effects, messages, the
 * log, the next steps, the ends. Whoever got something goes on from there, up to a node that reads facts.
 */
export const writeWays =
  ({
    failPoint,
    walkPeople,
    giveGifts,
    queueMessages,
    queueCalls,
  }: {
    failPoint: FailPoint
    walkPeople: WalkPeople
    giveGifts: GiveGifts
    queueMessages: QueueMessages
    queueCalls: QueueCalls
  }) =>
  async (tx: Sql, people: Traveller[], now: Date): Promise<void> => {
    await failPoint("engine.beforeEffects")
    for (let given = await giveGifts(tx, people, now); given; given = await giveGifts(tx, people, now))
      await walkPeople(people, now, { facts: "later" })
    await failPoint("engine.afterEffects")
    await queueMessages(tx, messagesOf(people), now)
    await queueCalls(tx, callsOf(people), now)
    // Sent together, one after the other: the server writes the first while the next is put into words.
    await Promise.all([
      endEnrollments(tx, endingsOf(people), now),
      insertSteps(
        tx,
        people.flatMap((traveller) => openStepOf(traveller, now) ?? []),
      ),
      writeTrail(tx, people, now),
      people[0] && noteTurns(tx, people[0].step.plan_no, passedInTurn(people), now),
    ])
    await failPoint("engine.beforeCommit")
  }

export type WriteWays = ReturnType<typeof writeWays>

/** What people asked for at nodes, by what it is. */
const wishesOf = <T extends Intent["type"]>(people: Traveller[], type: T) =>
  people.flatMap(({ step, wishes }) =>
    wishes.flatMap(({ place, intent }) =>
      intent.type === type
        ? [{ step, place, intent: intent as Extract<Intent, { type: T }>, key: keyOf({ step, place }) }]
        : [],
    ),
  )

const messagesOf = (people: Traveller[]) =>
  wishesOf(people, "message").map(({ step, place, intent, key }) => ({
    key,
    pid: step.pid,
    plan_no: step.plan_no,
    run_no: step.run_no,
    node: place.node,
    enrollment_id: step.enrollment_id,
    channel: intent.channel,
    content: intent.content,
    ...(intent.template_id ? { template_id: intent.template_id } : {}),
  }))

const callsOf = (people: Traveller[]) =>
  wishesOf(people, "webhook").map(({ step, place, intent: { type: _, ...call }, key }) => ({
    key,
    pid: step.pid,
    plan_no: step.plan_no,
    run_no: step.run_no,
    node: place.node,
    ...call,
  }))

/** How many passed each node that lets people through in turn. */
function passedInTurn(people: Traveller[]): Map<string, number> {
  const passed = new Map<string, number>()
  for (const { trail, drawing } of people)
    for (const { node, port } of trail)
      if (port !== null && drawing.stops.get(node)?.pace) passed.set(node, (passed.get(node) ?? 0) + 1)
  return passed
}

const endingsOf = (people: Traveller[]) =>
  people.flatMap(({ step, standing }) =>
    standing.at === "end"
      ? [{ enrollment_id: step.enrollment_id, state: standing.state, reason: standing.reason }]
      : [],
  )
