import type { NewTest } from "../../src/modules/marketing/trials/start-trial"
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
export async function walk({ marketing, clock }: World): Promise<number> {
  const began = await clock.now()
  for (let due = await marketing.walkTrials(); due !== null; due = await marketing.walkTrials())
    clock.pass({ seconds: Math.ceil(due / 1000) })
  return ((await clock.now()).getTime() - began.getTime()) / 1000
}
