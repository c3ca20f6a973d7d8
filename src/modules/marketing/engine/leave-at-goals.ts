import type { MatchRule } from "../audience/match-rule"
import { eachOnce, reach, type Traveller } from "./traveller"

/** Whoever has reached a goal of the plan leaves before anything more is done for them: nobody is asked for what they did. */
export const leaveAtGoals =
  ({ matchRule }: { matchRule: MatchRule }) =>
  async (people: Traveller[], now: Date): Promise<void> => {
    const drawings = new Set(people.map(({ drawing }) => drawing))
    for (const drawing of drawings)
      for (const { node, rule } of drawing.watches)
        for (const crowd of eachOnce(people.filter((traveller) => traveller.drawing === drawing))) {
          const still = crowd.filter((traveller) => traveller.standing.at === "node")
          const since = ({ step }: Traveller) => step.entered_at
          const reached = await matchRule({
            rule,
            pids: still.map(({ step }) => step.pid),
            visits: still.map((one) => ({ entered_at: since(one), previous_node_at: since(one) })),
            now,
          })
          for (const traveller of still) if (reached.has(traveller.step.pid)) reach(traveller, node)
        }
  }

export type LeaveAtGoals = ReturnType<typeof leaveAtGoals>
