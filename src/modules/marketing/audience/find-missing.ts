import type { Rule } from "../../../core/rules/schema"
import type { Database } from "../database"
import type { CheckRule } from "./check-rule"
import { reachedSegments } from "./rule-surroundings"

export type FindMissing = ReturnType<typeof findMissing>
export type MissingThing = {
  /** What the segment is called whose rule names it. */
  segment: string
  /** What people call the thing; its id when nobody knows any more. */
  name: string
}
type Parts = { database: Database; checkRule: CheckRule }

/** What the segments that a rule reaches name in their own rules though it is gone: nobody is meant by it any more. */
export const findMissing =
  ({ database, checkRule }: Parts) =>
  async ({ rule }: { rule: Rule }): Promise<MissingThing[]> => {
    const missing: MissingThing[] = []
    for (const { name: segment, made_by } of (await reachedSegments(database, [rule])).values()) {
      if (!made_by) continue
      const { problems } = await checkRule({ rule: made_by })
      for (const { code, values } of problems) {
        if (code === "rule/missing") missing.push({ segment, name: String(values?.name) })
      }
    }
    return missing
  }
