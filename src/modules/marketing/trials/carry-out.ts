import type { TrialCall, TrialEffect } from "../../../core/trial/trial"
import type { SendFact } from "../../../extension/kind"
import type { Intent, MessageIntent, Outcome, WebhookIntent } from "../../../extension/outcome"
import type { Clock } from "../clock"
import type { TryCall } from "../sync/try-call"
import { MOST_SENT, type SendParts, sendHere } from "./send-here"
import { type Standing, stepAt } from "./standing"
import { findTester } from "./store/testers"
import { beginCall, countBefore, finishCall, writeStep } from "./store/trial-steps"
import { type ClaimedTrial, isStillOurs } from "./store/trials"
import { whatIsGiven } from "./what-is-given"

export type CarryParts = SendParts & { clock: Clock; tryCall: TryCall }

/** What a card asked for, as far as a test does it: messages to its own addresses, other systems where the tester wants them told. */
export async function carryOut(
  parts: CarryParts,
  trial: ClaimedTrial,
  standing: Standing,
  intents: Intent[],
): Promise<SendFact | null> {
  const messages = intents.filter((one): one is MessageIntent => one.type === "message")
  const calls = intents.filter((one): one is WebhookIntent => one.type === "webhook")
  if (intents.length > 0) {
    // What really goes out is shown even if somebody ends the test over it.
    const now = await parts.clock.now()
    await writeStep(parts.database, trial.no, stepAt(standing, now), {}, trial.standing)
  }
  const send = messages.length > 0 ? await sendHere(parts, { trial, standing }, messages) : null
  await callAll(parts, { trial, standing }, calls, messages.length)
  return send
}

type Here = { trial: ClaimedTrial; standing: Standing }

/** Each is noted before it is made, and not made again whatever happens. */
async function callAll(
  parts: CarryParts,
  { trial, standing }: Here,
  intents: WebhookIntent[],
  sent: number,
): Promise<void> {
  const { database, tryCall } = parts
  const { no, pid, plan } = trial
  const { node, hop } = standing.place
  for (const [nth, intent] of intents.entries()) {
    const key = `${no}_${hop}_${nth}`
    const { body, tell } = await tryCall({ intent, key, pid, plan: { id: plan.id, name: plan.name }, node })
    const not = await whyNotCalled(parts, trial, hop, sent + nth)
    const place = { trial_no: no, hop, nth }
    const told = { url: intent.url, body }
    const begun = await beginCall(database, place, { ...told, answer: not === undefined ? UNKNOWN : not })
    if (begun && not === undefined) await finishCall(database, place, { ...told, answer: await tell() })
  }
}

const UNKNOWN = { taken: false, error: "unknown" }

/** Looked at again before each: who is a test customer may have changed. Undefined: it is called. */
async function whyNotCalled(
  { database }: CarryParts,
  trial: ClaimedTrial,
  hop: number,
  here: number,
): Promise<TrialCall["answer"] | undefined> {
  if (!trial.settings.calls) return null
  const not = (error: string) => ({ taken: false, error })
  if (!(await findTester(database, trial.customer_id))?.is_test) return not("not_test_customer")
  if ((await countBefore(database, trial.no, hop)) + here >= MOST_SENT) return not("too_many")
  return (await isStillOurs(database, trial)) ? undefined : not("ended")
}

/** What would be given, and by which way the person goes then. */
export async function givenBy(
  parts: CarryParts,
  trial: ClaimedTrial,
  here: Standing,
  { port, refused_port, reason: said, intents = [], effects: asked = [] }: Extract<Outcome, { do: "go" }>,
): Promise<{ effects: TrialEffect[]; by: { port: string; reason: string | null; intents: Intent[] } }> {
  const reason = said ?? null
  const effects = asked.length > 0 ? await whatIsGiven(parts, trial, here, asked) : []
  const refused = effects.find(({ done }) => !done)
  if (refused && refused_port !== undefined)
    return { effects, by: { port: refused_port, reason: refused.reason ?? reason, intents: [] } }
  return { effects, by: { port, reason: refused?.reason ?? reason, intents } }
}
