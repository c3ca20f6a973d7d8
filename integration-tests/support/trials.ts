import type { Canvas } from "../../src/core/canvas/schema"
import type { ShownTrial } from "../../src/modules/marketing/trials/list-trials"
import type { NewTest } from "../../src/modules/marketing/trials/start-trial"
import { draw } from "./plans"
import type { World } from "./world"

/** A test as the drawer begins it when nothing is changed there. */
export const test = (plan_id: string, customer_id: string, more: Partial<NewTest> = {}): NewTest => ({
  plan_id,
  customer_id,
  to: [],
  pause_s: 3,
  events: "timeout",
  ways: "facts",
  calls: false,
  actor: "user_1",
  ...more,
})

/** Lets tests go on until none does by itself; answers how long that took by the clock on the wall, in seconds. */
export async function walk({ marketing, clock }: Pick<World, "marketing" | "clock">): Promise<number> {
  const began = await clock.now()
  for (let due = await marketing.walkTrials(); due !== null; due = await marketing.walkTrials())
    clock.pass({ seconds: Math.ceil(due / 1000) })
  return ((await clock.now()).getTime() - began.getTime()) / 1000
}

export const saveIn = async ({ marketing }: World, canvas: Canvas, more: object = {}): Promise<string> =>
  (await marketing.savePlan({ plan: { name: "Try", canvas, ...more }, actor: "user_1" })).id

/** A test from its beginning until nothing more happens by itself. */
export async function runIn(
  world: World,
  plan_id: string,
  customer_id: string,
  more: Partial<NewTest> = {},
): Promise<ShownTrial & { took: number }> {
  const no = await world.marketing.startTrial(test(plan_id, customer_id, more))
  const took = await walk(world)
  return { ...(await world.marketing.getTrial({ plan_id, no })), took }
}

/** The cards that were passed, each with the way out. */
export const wayOf = ({ steps }: Pick<ShownTrial, "steps">): string =>
  steps.map(({ node, port }) => (port === null ? node : `${node} ${port}`)).join(", ")

export const everybody = { rule: { all: [] } }
export const isVip = { all: [{ fact: "profile.tags", op: "has_any", value: ["vip"] }] }
export const mail = (subject: string, more: object = {}) => ({
  content: {
    subject,
    html: '<p>{{ customer.first_name }} <a href="https://shop.test/a">{{ coupon.code }}</a></p>',
  },
  ...more,
})

/** Waits for a purchase, and asks who is a VIP where there was none. */
export const listening = draw(
  {
    who: ["conditions", everybody],
    buys: ["wait-for-event", { event: "purchase", at_most: { amount: 2, unit: "days" } }],
    thanks: ["exit", { reason: "thanks" }],
    vip: ["filter", { rule: isVip }],
    bye: ["exit", { reason: "bye" }],
    more: ["exit", { reason: "more" }],
  },
  ["who out buys", "buys happened thanks", "buys timeout vip", "vip yes more", "vip no bye"],
)
