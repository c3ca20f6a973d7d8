import { Refused } from "../../../core/problem"
import { addressesFor } from "../../../core/trial/test-addresses"
import { type ChannelDefinition, isLog, staysInHouse } from "../../../extension/channel"
import type { SendFact } from "../../../extension/kind"
import type { MessageIntent } from "../../../extension/outcome"
import type { Registry } from "../../../extension/registry"
import type { ForeseeSends } from "../messages/foresee-sends"
import type { GetTemplate } from "../messages/get-template"
import type { SendTest } from "../messages/send-test"
import type { Standing } from "./standing"
import { findTester, memberColumns } from "./store/testers"
import {
  beginMessage,
  countBefore,
  findMessage,
  finishMessage,
  type MessagePlace,
  messagesBefore,
  type ToldMessage,
} from "./store/trial-steps"
import { type ClaimedTrial, isStillOurs } from "./store/trials"
import type { ReadTestAddresses } from "./test-addresses"
import { couponsGiven, type GiftParts } from "./what-is-given"

export type SendParts = GiftParts & {
  registry: Registry
  foreseeSends: ForeseeSends
  getTemplate: GetTemplate
  sendTest: SendTest
  readTestAddresses: ReadTestAddresses
}

/** Messages and calls of one test. A circle in a drawing must not fill somebody's mailbox. */
export const MOST_SENT = 30

type Here = { trial: ClaimedTrial; standing: Standing }

/**
 * Hands what a card says over to the test's addresses, each message once whatever happens, and says what would have become of it by
 * consent, caps and quiet hours. Answers what the card is told of its first message: the latter, so that the person goes her own way.
 */
export async function sendHere(
  parts: SendParts,
  here: Here,
  intents: MessageIntent[],
): Promise<SendFact | null> {
  let first: SendFact | null = null
  for (const [nth, intent] of intents.entries()) {
    const told = await sendOne(parts, here, intent, nth)
    first ??= asFact(told)
  }
  return first
}

/** What would have become of it for the customer; only what would go is asked what became of it here. */
function asFact({ would, deliveries }: ToldMessage): SendFact {
  if (would.state === "blocked") return { state: "blocked", reason: would.reason, settled: true }
  const { state, reason } = deliveries[0] ?? { state: "sent", reason: null }
  return { state, reason, settled: true }
}

async function sendOne(
  parts: SendParts,
  { trial, standing }: Here,
  intent: MessageIntent,
  nth: number,
): Promise<ToldMessage> {
  const { database, registry } = parts
  const { hop, node } = standing.place
  const place: MessagePlace = { trial_no: trial.no, hop, nth }
  const before = await messagesBefore(database, trial.no, hop)
  const channel = registry.channels.get(intent.channel)
  const content = await contentOf(parts, intent)
  const would = channel
    ? await whatWouldBecome(parts, trial, { channel: channel.id, node, at: standing.clock }, before)
    : { state: "blocked", reason: "channel_missing", held: null }
  const isEmpty = Object.keys(content).length === 0
  const { to, kept } =
    isEmpty || !channel
      ? { to: [], kept: "no_content" }
      : (await countBefore(database, trial.no, hop)) + nth >= MOST_SENT
        ? { to: [], kept: "too_many" }
        : await whereTo(parts, trial, channel)

  const begun = to.map((address) => ({ to: address, state: "unknown", reason: "crashed" }))
  const told: ToldMessage = { deliveries: begun, kept, would }
  if (!(await beginMessage(database, place, intent.channel, told)))
    return (await findMessage(database, place))!.told
  if (isEmpty || !channel) return told
  try {
    const { rendered, results } = await parts.sendTest({
      ...{ channel, content, to, customer_id: trial.customer_id, has_event: hasEvent(parts, trial) },
      coupons: await couponsGiven(parts, trial, standing),
      member: await memberColumns(database, trial.pid, segmentOf(trial)),
      topic: trial.plan.category === "notice" ? "notice" : "marketing",
      goesOn: () => isStillOurs(database, trial),
    })
    const deliveries = results.map((result) => ({
      to: result.to,
      state: result.state,
      reason: result.state === "sent" ? null : result.reason,
    }))
    const became = { ...told, deliveries, kept: results.length < to.length ? "ended" : kept }
    await finishMessage(database, place, became, rendered)
    return became
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const failed = { ...told, deliveries: [], kept: "render_failed" }
    await finishMessage(database, place, failed, null)
    return failed
  }
}

async function contentOf({ getTemplate }: SendParts, { template_id, content }: MessageIntent) {
  if (!template_id) return content
  const found = await getTemplate(template_id).catch((error: unknown) => {
    if ((error as { name?: unknown } | null)?.name === "Missing") return null
    throw error
  })
  return found?.content ?? {}
}

/** Who came in through a list has what the list says. */
const segmentOf = ({ settings, drawing }: ClaimedTrial): string | null => {
  const entry = drawing.canvas.nodes.find(({ id }) => id === settings.entry)
  return typeof entry?.settings.segment_id === "string" ? entry.settings.segment_id : null
}

/** Texts of a triggered plan speak of what let the person in. */
const hasEvent = ({ registry }: SendParts, { settings, drawing }: ClaimedTrial): boolean => {
  const entry = drawing.canvas.nodes.find(({ id }) => id === settings.entry)
  return entry !== undefined && registry.kinds.get(entry.kind)?.starts !== undefined
}

/** The test's own addresses; without any a test customer's. Looked at again now: who is a test customer may have changed. */
async function whereTo(
  { database, readTestAddresses }: SendParts,
  { settings, customer_id }: ClaimedTrial,
  channel: ChannelDefinition,
): Promise<{ to: string[]; kept: string | null }> {
  const person = await findTester(database, customer_id)
  if (!person) return { to: [], kept: "no_test_address" }
  if (isLog(channel)) return { to: [person.id], kept: null }
  if (staysInHouse(channel))
    return person.is_test ? { to: [person.id], kept: null } : { to: [], kept: "not_test_customer" }
  const { address } = channel
  const own = person.is_test ? [address === "email" ? person.email : person.phone] : []
  const wanted = settings.to.length > 0 ? settings.to : own.filter((one) => one !== null)
  const fitting = addressesFor(address, wanted)
  if (fitting.length === 0) return { to: [], kept: "no_test_address" }
  try {
    return { to: await readTestAddresses({ to: fitting, path: "to" }), kept: null }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const isOthers = error.problems.some(({ code }) => code === "trial/customers-address")
    return { to: [], kept: isOthers ? "not_test_customer" : "blocked_address" }
  }
}

/** What consent, caps and quiet hours say of it, after what the person would have got on the way here. */
async function whatWouldBecome(
  { foreseeSends, database }: SendParts,
  { pid, plan, drawing }: ClaimedTrial,
  message: { channel: string; node: string; at: Date },
  before: Awaited<ReturnType<typeof messagesBefore>>,
): Promise<ToldMessage["would"]> {
  const sends = await foreseeSends(database, {
    plan,
    do_not_disturb: drawing.settings.do_not_disturb ?? null,
    now: message.at,
    pids: Int32Array.of(pid),
    placeOf: (asked) => (asked === pid ? 0 : undefined),
  })
  const judge = async (channel: string, node: string, at: Date) => {
    await sends.load(channel, [0])
    return sends.judge({ channel, node, place: 0, at: at.getTime() })
  }
  for (const { channel, node, at } of before) await judge(channel, node, new Date(at))
  const { state, reason, held } = await judge(message.channel, message.node, message.at)
  return { state, reason, held }
}
