import { randomUUID } from "node:crypto"
import type { MessageRow } from "../../src/modules/marketing/effects"
import type { Ports } from "../../src/modules/marketing/ports"
import { SmtpNotificationService } from "../../src/providers/smtp/service"
import type { World } from "./world"

/** A plan with one run, as the engine would have left them, to send messages for. */
export async function addPlan(
  world: World,
  given: { category?: string; state?: string } = {},
): Promise<{ plan_id: string; plan_no: number; run_no: number }> {
  const id = randomUUID()
  const plan = await world.database.one<{ no: number }>(
    `insert into marketing_plan (id, name, category, type, state, canvas)
     values ($1, 'Plan', $2, 'one_time', $3, '{"nodes":[],"edges":[],"notes":[]}') returning no`,
    [`mkplan_${id}`, given.category ?? "marketing", given.state ?? "running"],
  )
  const run = await world.database.one<{ no: number }>(
    `insert into marketing_run (id, plan_no, version, slot, state, due_at) values ($1, $2, 1, 'once', 'running', $3) returning no`,
    [`mkrun_${id}`, plan!.no, await world.clock.now()],
  )
  return { plan_id: `mkplan_${id}`, plan_no: plan!.no, run_no: run!.no }
}

export const setPlanState = (world: World, plan_no: number, state: string) =>
  world.database.run("update marketing_plan set state = $2 where no = $1", [plan_no, state])

/** They all said yes to e-mail. */
export const agree = (world: World, pids: number[], channel = "email") =>
  world.database.run(
    `insert into marketing_consent (pid, channel, state, at) select pid, $2, 'yes', $3 from unnest($1::int[]) as p(pid)`,
    [pids, channel, "2026-01-01T00:00:00Z"],
  )

export const hello = { subject: "Hello {{ customer.first_name }}", html: "<p>Hi</p>" }

/** Queues one message for each person; `node` tells several apart. */
export async function queue(
  world: World,
  plan: { plan_no: number; run_no: number },
  pids: number[],
  given: Partial<Omit<MessageRow, "pid">> = {},
): Promise<void> {
  const now = await world.clock.now()
  const node = given.node ?? "n1"
  await world.database.transaction((tx) =>
    world.marketing.queueMessages(
      tx,
      pids.map((pid) => ({
        plan_no: plan.plan_no,
        run_no: plan.run_no,
        key: `${plan.run_no}-${pid}:${node}:1`,
        pid,
        node,
        enrollment_id: pid,
        channel: "email",
        content: hello,
        ...given,
      })),
      now,
    ),
  )
}

/** Sends until nothing is due. */
export async function sendAll(world: World): Promise<void> {
  while (await world.marketing.performSends()) {
    // again: a wave takes one message a person
  }
}

export type SendRow = {
  id: number
  pid: number
  node: string
  state: string
  reason: string | null
  attempt: number
  token: string
  run_at: Date
}

export const sends = (world: World) =>
  world.database.rows<SendRow>(
    "select id, pid, node, state, reason, attempt, token, run_at from marketing_send order by id",
  )

/** How many sends are in each state, with the reason: `{ sent: 2, "blocked no_consent": 1 }`. */
export async function outcomes(world: World): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { state, reason } of await sends(world)) {
    const name = reason ? `${state} ${reason}` : state
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}

/** The Notification module's way with our real SMTP provider, without a store around it. */
export function notifyBySmtp(url: () => string): { notify: Ports["notify"]; close: () => void } {
  const made = new Map<string, SmtpNotificationService>()
  const serviceFor = (address: string) => {
    const known =
      made.get(address) ?? new SmtpNotificationService({}, { url: address, from: "Shop <shop@example.test>" })
    made.set(address, known)
    return known
  }
  return {
    notify: async (input) => {
      const { id } = await serviceFor(url()).send(input)
      return { id, external_id: id }
    },
    close: () => {
      for (const service of made.values()) service.close()
    },
  }
}
