import type { Registry } from "../../../extension/registry"
import type { Database, Sql } from "../database"
import { acceptRule } from "./accept-rule"
import type { CheckRule } from "./check-rule"
import { collectValues } from "./collect-values"
import type { CompileRule } from "./compile-rule"
import { createHeadcount } from "./count-everybody"
import { type PersonRow, peopleByPid } from "./store/people"
import { reachableSql } from "./store/reachable"
import { withLimit } from "./with-limit"

export type PreviewRule = ReturnType<typeof previewRule>
export type Preview = {
  count: number
  /** Everybody in the store. */
  total: number
  /** False would say that `count` was estimated from a sample; today it never is. */
  exact: boolean
  took_ms: number
  /** By channel: how many of them have an address there and may be written to. */
  reachable: Record<string, number>
  sample: PersonRow[]
}
type Parts = { database: Database; registry: Registry; checkRule: CheckRule; compileRule: CompileRule }

const SAMPLE = 10

/**
 * Who a rule would mean now: how many, how many can be reached by each channel, and ten of them. Throws Refused. `signal` calls
 * it off.
 */
export const previewRule = ({ database, registry, checkRule, compileRule }: Parts) => {
  const countEverybody = createHeadcount()
  return async ({ rule: given, signal }: { rule: unknown; signal?: AbortSignal }): Promise<Preview> => {
    const rule = await acceptRule(checkRule, { rule: given })
    const { values, bind } = collectValues()
    const predicate = await compileRule(rule, { bind })
    const channels = [...registry.channels.values()]
    const reached = channels.map(
      (channel, i) => `, count(*) filter (where ${reachableSql(channel)})::int as r${i}`,
    )
    const count = async (tx: Sql): Promise<Preview> => {
      const started = process.hrtime.bigint()
      // One pass: the first ten come along instead of being looked for again.
      const found = await tx.one<Record<string, number> & { sample: number[] | null }>(
        `select count(*)::int as n, (array_agg(p.pid))[1:${SAMPLE}] as sample${reached.join("")}
         from marketing_profile p where p.deleted_at is null and ${predicate}`,
        values,
      )
      const total = await countEverybody(tx)
      const sample = await peopleByPid(tx, found!.sample ?? [])
      return {
        count: found!.n!,
        total,
        exact: true,
        took_ms: Math.round(Number(process.hrtime.bigint() - started) / 1e6),
        reachable: Object.fromEntries(channels.map((channel, i) => [channel.id, found![`r${i}`]!])),
        sample,
      }
    }
    return withLimit(database, count, { signal })
  }
}
