import { connectDatabase, type Database } from "../../../src/modules/marketing/database"
import { coreCatalog } from "../../support/catalog"
import { startReceiver } from "../../support/receiver"
import { freshDatabase } from "../../support/world"
import type { Fault } from "../faults"
import { begin, COMMIT_LOST, COMMIT_UNANSWERED, closeQuietly, type Life } from "../life"
import { layLines } from "../lines"
import { createProvider } from "../provider"

type Verbs = Life["marketing"]

/** Where the work beside the engine hurts differently when somebody dies over it. */
export const POINTS = [
  "facts.afterClaim",
  "facts.beforeDone",
  "facts.afterCommit",
  "catalog.beforeCommit",
  "import.afterSums",
  "import.beforeCommit",
  "import.afterCommit",
  "lifecycle.pageWritten",
  "lifecycle.dueWritten",
  "audience.membersWritten",
  "audience.followed",
  "sync.beforeWorkflow",
  "sync.afterWorkflow",
  "sync.afterSent",
  "publish.afterVersion",
  "publish.afterRun",
  "publish.beforeCommit",
  "publish.afterCommit",
  "move.beforeStart",
  "move.beforeCommit",
  "move.afterCommit",
  COMMIT_UNANSWERED,
  COMMIT_LOST,
]

export type House = Awaited<ReturnType<typeof openHouse>>

/**
 * A shop with one process that does all the work of the module. It dies where `dooms` says, and another one goes on at the
 * same moment, as if the leases of the dead were over.
 */
export async function openHouse(given: {
  begins: string
  dooms: (point: string) => boolean
  onDeath: (point: string) => void
  fault?: Fault
}) {
  const { url, drop } = await freshDatabase()
  const outside = connectDatabase(url, { size: 4 })
  await createProvider(outside)
  const receiver = await startReceiver()
  const lines = layLines()
  let now = new Date(given.begins)
  let life: Life | null = null

  const live = (dooms: (point: string) => boolean): Life =>
    begin({
      ...{ url, outside, lines, dooms, now: () => now, fate: null, fault: given.fault },
      options: { timezone: "Europe/Berlin", webhooks: { allow_private: true } },
      ports: storePorts(outside),
    })
  // Somebody at the panel, who does not die.
  const merchant = live(() => false)
  const leased = (
    await outside.rows<{ name: string }>(
      "select table_name as name from information_schema.columns where column_name = 'lease_until' and table_name like 'marketing%'",
    )
  ).map(({ name }) => name)

  return {
    outside,
    receiver,
    shop: coreCatalog(outside),
    merchant: merchant.marketing,
    now: () => now,
    pass: (minutes: number) => {
      now = new Date(now.getTime() + minutes * 60_000)
    },
    /** Somebody does this, whoever dies over it; `isDone` is asked where doing it twice would be another thing. */
    surely: async (
      work: (verbs: Verbs) => Promise<unknown>,
      isDone: () => Promise<boolean> = async () => false,
    ): Promise<void> => {
      for (;;) {
        life ??= live(given.dooms)
        const mortal = life
        const met = await Promise.race([work(mortal.marketing).then(() => null), mortal.met]).catch(
          (error: Error) => error,
        )
        if (!mortal.isOver()) {
          if (met) throw met
          return
        }
        life = null
        given.onDeath(await mortal.met)
        await closeQuietly(mortal)
        await lines.quiet()
        for (const table of leased)
          await outside.run(`update ${table} set lease_until = $1 where lease_until > $1`, [
            new Date(now.getTime() - 1000),
          ])
        if (await isDone()) return
      }
    },
    close: async () => {
      for (const one of [merchant, life]) if (one) await closeQuietly(one)
      lines.close()
      await receiver.stop()
      await outside.close()
      await drop()
    },
  }
}

/** What the core's workflows do, without Medusa around them: somebody put into a group twice stands in it twice. */
const storePorts = (database: Database): NonNullable<Parameters<typeof begin>[0]["ports"]> => ({
  createGroup: async ({ name, metadata }) =>
    (await database.one<{ id: string }>(
      "insert into customer_group (id, name, metadata) values ('cusgroup_' || gen_random_uuid(), $1, $2) returning id",
      [name, metadata],
    ))!.id,
  changeGroup: async ({ group_id, add, remove }) => {
    await database.run(
      `insert into customer_group_customer (id, customer_id, customer_group_id)
       select 'cusgc_' || gen_random_uuid(), id, $1 from unnest($2::text[]) as id`,
      [group_id, add],
    )
    await database.run(
      "delete from customer_group_customer where customer_group_id = $1 and customer_id = any($2::text[])",
      [group_id, remove],
    )
  },
})

/** Everything that a worker process does by itself beside sending, in its order, until nothing more is to do. */
export async function doChores(verbs: Verbs): Promise<void> {
  const chores: (() => Promise<boolean>)[] = [
    () => verbs.drainInbox(),
    () => verbs.runImports(),
    () => verbs.computeDueScores(),
    () => verbs.computeScores(),
    () => verbs.spreadChanges(),
    () => verbs.followNextSegment(),
    () => verbs.refreshNextSegment(),
    () => verbs.mirrorNextSegment(),
    () => verbs.sendNextWebhook(),
    () => verbs.sendNextCalls(),
    () => verbs.lookAtCatalog({ whole: false }),
    () => verbs.carryMoves({ limit: 2 }),
    () => verbs.takeOccasions({ limit: 3 }),
    () => verbs.advance({ limit: 5 }),
  ]
  await verbs.lookAtCatalog({ whole: true })
  for (let more = true; more; ) {
    more = false
    for (const chore of chores) while (await chore()) more = true
  }
}
