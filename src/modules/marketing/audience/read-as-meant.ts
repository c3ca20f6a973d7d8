import { asMeant, REMEMBERED } from "../../../core/rules/as-meant"
import { referencesIn } from "../../../core/rules/check"
import type { FindField } from "../../../core/rules/field"
import type { Rule } from "../../../core/rules/schema"
import type { ReadShopNames } from "../commerce/read-shop-names"
import type { Sql } from "../database"

export type ReadAsMeant = ReturnType<typeof readAsMeant>

/** How rules are meant in this store: by what was deleted nobody is. Asks the store only about rules that name such things. */
export const readAsMeant =
  ({ readShopNames }: { readShopNames: ReadShopNames }) =>
  async (sql: Sql, rules: Rule[], field: FindField): Promise<(rule: Rule) => Rule> => {
    const asked: Partial<Record<(typeof REMEMBERED)[number], string[]>> = {}
    for (const rule of rules) {
      const named = referencesIn(rule, field)
      for (const thing of REMEMBERED)
        if (named[thing].length > 0) asked[thing] = [...(asked[thing] ?? []), ...named[thing]]
    }
    if (Object.keys(asked).length === 0) return (rule) => rule
    const names = await readShopNames(asked, sql)
    const gone = new Set([...names].filter(([, { deleted }]) => deleted).map(([key]) => key))
    return gone.size === 0
      ? (rule) => rule
      : (rule) => asMeant(rule, field, (thing, id) => gone.has(`${thing} ${id}`))
  }

/** The same of the segments that rules reach. */
export const segmentsAsMeant = <S extends { rule: Rule | null }>(
  segments: ReadonlyMap<string, S>,
  meant: (rule: Rule) => Rule,
): Map<string, S> =>
  new Map(
    [...segments].map(([id, segment]) => [id, { ...segment, rule: segment.rule && meant(segment.rule) }]),
  )
