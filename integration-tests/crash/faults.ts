import { randomUUID } from "node:crypto"
import { type WritePoints, writePoints } from "../../src/modules/marketing/benefits/write-points"
import type { Database } from "../../src/modules/marketing/database"
import type { EffectWriter } from "../../src/modules/marketing/effects"
import { type RecordReceipts, recordReceipts } from "../../src/modules/marketing/messages/record-receipts"
import type { MarketingOptions } from "../../src/modules/marketing/options"
import type { HoldRunning } from "../../src/modules/marketing/plans/hold-running"
import { CHANNEL } from "./provider"
import { whenTaking } from "./taking"

/** A mistake planted in the product, to see that the harness finds it. */
export type Fault = {
  database?: (database: Database) => Database
  verbs?: Record<string, (parts: never) => unknown>
}

/** What somebody gets is written beside the step's transaction, and nothing recognises it the second time. */
export const pointsBesideTheStep: Fault = {
  verbs: {
    writePoints: ({ database, options }: { database: Database; options: MarketingOptions }): WritePoints => {
      const honest: EffectWriter<"points"> = writePoints({ options })
      return async (_, rows, now) => {
        const known = new Map(rows.map((row) => [`${row.key}:${randomUUID()}`, row]))
        const renamed = [...known].map(([key, row]) => ({ ...row, key }))
        const results = await database.transaction((own) => honest(own, renamed, now))
        return results.map((result) => ({ ...result, key: known.get(result.key)!.key }))
      }
    },
  },
}

/** People are taken out of the queue first, and what became of them is committed later. */
export const takenBeforehand: Fault = {
  database: (database) => whenTaking(database, ({ text, values }) => database.one(text, values)),
}

/** A message whose hand-over was not recorded is simply sent again, though its receiver does not know its key. */
export const sentAgain: Fault = {
  database: (database) => ({
    ...database,
    run: (text, values) =>
      text.includes("then 'queued' else 'unknown'")
        ? database.run(text, [values![0], [CHANNEL]])
        : database.run(text, values),
  }),
}

/** What people got already is not counted. */
export const capsForgotten: Fault = {
  database: (database) => ({
    ...database,
    transaction: (work, how) =>
      database.transaction(
        (tx) =>
          work({
            ...tx,
            rows: async (text, values) => (text.includes("s.placed_at >") ? [] : tx.rows(text, values)),
          }),
        how,
      ),
  }),
}

/** The run's place in its audience is saved before the people up to there are in. */
export const placeBeforePeople: Fault = {
  database: (database) => ({
    ...database,
    connection: (work) =>
      database.connection((client) => {
        const query = client.query.bind(client) as (text: string, values?: unknown[]) => Promise<unknown>
        const early = async (text: string, values: unknown[]) => {
          const [run_no, after, size] = values
          const { rows } = (await query(
            `select max(pid) as last from (select pid from enrolling_audience_${run_no} where pid > $1 order by pid limit $2) page`,
            [after, size],
          )) as { rows: { last: number | null }[] }
          const last = rows[0]!.last
          if (last !== null)
            await database.run("update marketing_run set enroll_cursor = $2 where no = $1", [run_no, last])
          return query(text.replace("coalesce(enroll_cursor, 0) = $2", "$2::int is not null"), values)
        }
        return work(
          new Proxy(client, {
            get: (target, name) =>
              name === "query"
                ? (text: string, values?: unknown[]) =>
                    text.includes("insert into marketing_enrollment")
                      ? early(text, values!)
                      : query(text, values)
                : Reflect.get(target, name),
          }),
        )
      }),
  }),
}

/** What the provider answered is not kept: every message that it took counts as unknown. */
export const receiptsLost: Fault = {
  verbs: {
    recordReceipts: (parts: Parameters<typeof recordReceipts>[0]): RecordReceipts => {
      const honest = recordReceipts(parts)
      return (receipts) =>
        honest(
          receipts.map((receipt) => (receipt.state === "sent" ? { ...receipt, state: "unknown" } : receipt)),
        )
    },
  },
}

/** The place in an imported file is written beside the lines up to there. */
export const placeBesideTheLines: Fault = {
  database: (database) => ({
    ...database,
    transaction: (work, how) =>
      database.transaction(
        (tx) =>
          work({
            ...tx,
            run: (text, values) =>
              (text.includes("update marketing_import set cursor") ? database : tx).run(text, values),
          }),
        how,
      ),
  }),
}

/** Whether the plan still runs is not asked when what people get is committed. */
export const pausesIgnored: Fault = {
  verbs: {
    holdRunning: (): HoldRunning => async (tx, plan_no) =>
      (await tx.one<{ version: number }>("select version from marketing_plan where no = $1", [plan_no]))!
        .version,
  },
}

/** Who claimed a step once may take it for ever, wherever it lies now and whoever claimed it later. */
export const fenceIgnored: Fault = {
  database: (database) =>
    whenTaking(database, ({ tx, text, values }) =>
      tx.one(
        text
          .replace("s.ctid = asked.place", "asked.place is not null")
          .replace("s.fence = asked.fence", "asked.fence is not null"),
        values,
      ),
    ),
}
