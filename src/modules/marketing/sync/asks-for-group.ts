import type { Rule } from "../../../core/rules/schema"
import { conditionsIn, segmentsIn } from "../../../core/rules/segments"
import type { ReadRules } from "../audience/read-rules"
import type { Sql } from "../database"
import { segmentsOfGroups } from "./store/group-sync"

export type AsksForGroup = ReturnType<typeof asksForGroup>

const GROUPS = "profile.groups"

/**
 * Whether a rule asks who is in this customer group: by itself, through other segments, or through the groups that those
 * fill. Filling it by such a rule would have people run in a circle.
 */
export const asksForGroup =
  ({ readRules }: { readRules: ReadRules }) =>
  async (tx: Sql, { rule, group_id }: { rule: Rule; group_id: string }): Promise<boolean> => {
    const seen = new Set<string>()
    for (let rules = [rule]; rules.length > 0; ) {
      const groups = rules.flatMap(groupsIn)
      if (groups.some((group) => group === null || group === group_id)) return true
      const nos = await segmentsOfGroups(tx, groups)
      const found = await readRules(tx, { ids: rules.flatMap(segmentsIn), nos })
      const fresh = found.filter(({ id }) => !seen.has(id))
      for (const { id } of fresh) seen.add(id)
      rules = fresh.flatMap((segment) => segment.rule ?? [])
    }
    return false
  }

/** The groups that a rule names; null: whether somebody is in any at all. */
const groupsIn = (rule: Rule): (string | null)[] =>
  conditionsIn(rule).flatMap(({ condition }) => {
    if (!("fact" in condition) || condition.fact !== GROUPS) return []
    return condition.value === undefined ? [null] : ([condition.value].flat() as string[])
  })
