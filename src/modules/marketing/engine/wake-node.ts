import type { Sql } from "../database"
import { wakeOnCommit } from "../wakeups"
import { pokeNode } from "./store/wakes"

/** Everybody who rests at this node of a plan looks around now, in the caller's transaction: what they wait for is the same for all. */
export const wakeNode =
  () =>
  async (tx: Sql, plan_no: number, node: string, now: Date): Promise<void> => {
    if ((await pokeNode(tx, plan_no, node, now)) > 0) wakeOnCommit(tx)
  }

export type WakeNode = ReturnType<typeof wakeNode>
