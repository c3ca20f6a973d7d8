import type { TrialCall, TrialEffect } from "../../../core/trial/trial"
import type { SendFact } from "../../../extension/kind"
import type { Intent, MessageIntent, Outcome, WebhookIntent } from "../../../extension/outcome"
import type { TryCall } from "../sync/try-call"
import { type SendParts, sendHere } from "./send-here"
import type { Standing } from "./standing"
import { findTester } from "./store/testers"
import type { ClaimedTrial } from "./store/trials"
import { whatIsGiven } from "./what-is-given"

export type CarryParts = SendParts & { tryCall: TryCall }

/** What a card asked for, as far as a test does it: messages to its own addresses, other systems where the tester wants them told. */
export async function carryOut(
  parts: CarryParts,
  trial: ClaimedTrial,
  standing: Standing,
  intents: Intent[],
): Promise<{ calls: TrialCall[]; send: SendFact | null }> {
  const messages = intents.filter((one): one is MessageIntent => one.type === "message")
  const calls = intents.filter((one): one is WebhookIntent => one.type === "webhook")
  const send = messages.length > 0 ? await sendHere(parts, { trial, standing }, messages) : null
  return { calls: await callAll(parts, trial, standing, calls), send }
}

async function callAll(
  { database, tryCall }: CarryParts,
  { no, pid, customer_id, plan: { id, name }, settings }: ClaimedTrial,
  { place: { node, hop } }: Standing,
  intents: WebhookIntent[],
): Promise<TrialCall[]> {
  const calls: TrialCall[] = []
  for (const [nth, intent] of intents.entries()) {
    const key = `${no}_${hop}_${nth}`
    const { body, tell } = await tryCall({ intent, key, pid, plan: { id, name }, node })
    // Looked at again now: who is a test customer may have changed.
    const may = settings.calls && (await findTester(database, customer_id))?.is_test
    const not = settings.calls ? { taken: false, error: "not_test_customer" } : null
    calls.push({ url: intent.url, body, answer: may ? await tell() : not })
  }
  return calls
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
