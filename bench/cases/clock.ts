import type { Rule } from "../../src/core/rules/schema"
import type { Case, Ground } from "../bench"
import { benchMarketing } from "../bench-marketing"
import { PAIRS } from "../rules"
import { NOW } from "../store"

const SEGMENTS = 300
const PASSED_MS = 20_000
const LATE_MS = 60_000

/** Many segments that time moves: what they cost while nothing else happens, at midnight, and when a month begins. */
export const clockCases = ({ database, marketing }: Ground): Case[] => {
  let numbers: number[] | undefined
  const turns = async (rule: Rule) => {
    const { rolls, turns_at, restless } = await marketing.findTurned(database, {
      ...{ rule, from: NOW, now: NOW, most: 0 },
    })
    return (rolls || turns_at !== null) && !restless
  }
  const ours = async (): Promise<number[]> => {
    if (numbers) return numbers
    await database.run("update marketing_segment set state = 'archived' where type = 'dynamic'")
    const moved: Rule[] = []
    for (const { rule } of PAIRS) if (await turns(rule)) moved.push(rule)
    const made: number[] = []
    for (let nth = 0; nth < SEGMENTS; nth++)
      made.push((await marketing.saveSegment({ name: `Clock ${nth}`, rule: moved[nth % moved.length]! })).no)
    while (await marketing.spreadChanges());
    while (await marketing.followNextSegment());
    while (await marketing.refreshNextSegment());
    console.log(`${moved.length} rules that time moves`)
    numbers = made
    return made
  }
  /** Everything was looked at so long before, and is looked at now. */
  const passing = (name: string, now: Date, goal_ms: number): Case => {
    const then = benchMarketing(database, now)
    return {
      name: `clock: ${SEGMENTS} segments, ${name}`,
      before: async () => {
        await database.run(
          `update marketing_segment set swept_at = $2, look_at = $2, whole_at = $3::timestamptz + interval '1 hour' where no = any($1)`,
          [await ours(), new Date(now.getTime() - PASSED_MS), now],
        )
      },
      ours: async () => {
        while (await then.followNextSegment());
        while (await then.refreshNextSegment());
      },
      goal_ms,
    }
  }
  const at = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000)
  return [
    // What has not been looked at by then is looked at late.
    passing("twenty seconds passed", at(36), PASSED_MS),
    passing("a day began", at(24), LATE_MS),
    passing("a month and a year began", at(0), LATE_MS),
  ]
}
