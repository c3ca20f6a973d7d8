import type { EffectResult } from "../../../extension/outcome"
import type { EffectRow, EffectWriter } from "../effects"
import type { MarketingOptions } from "../options"
import { counterAccounts, lockPurses } from "./store/accounts"
import { whoIsBlocked } from "./store/blocks"
import { type Movement, postMovements } from "./store/ledger"
import { endsAfterDays } from "./store/validity"

/** Points that a plan gives to a batch of people: a ledger transaction and a lot each, once per key. Refused with `blocked`. */
export const writePoints =
  ({ options }: { options: MarketingOptions }): EffectWriter<"points"> =>
  async (tx, rows, now) => {
    const blocked = await whoIsBlocked(
      tx,
      rows.map((row) => row.pid),
      now,
    )
    const sound = rows.filter(
      ({ effect, pid }) => Number.isSafeInteger(effect.amount) && effect.amount > 0 && !blocked.has(pid),
    )
    const endOf = await endsAfterDays(
      tx,
      sound.map((row) => row.effect.expires_in_days),
      now,
      options.timezone,
    )
    for (const [system, members] of bySystem(sound)) {
      const counter = await counterAccounts(tx, system)
      const purses = await lockPurses(
        tx,
        members.map((row) => row.pid),
        system,
      )
      const movements = members.map(
        (row): Movement => ({
          key: row.key,
          kind: "grant",
          account_id: purses.get(row.pid)!.account_id,
          counter_id: counter.issued,
          amount: row.effect.amount,
          expires_at: endOf(row.effect.expires_in_days),
          plan_no: row.plan_no,
          run_no: row.run_no,
          node: row.node,
          note: row.effect.note,
        }),
      )
      await postMovements(tx, movements, now)
    }
    const given = new Set(sound)
    return rows.map(
      (row): EffectResult =>
        given.has(row)
          ? { key: row.key, done: true }
          : { key: row.key, done: false, reason: blocked.has(row.pid) ? "blocked" : "amount_invalid" },
    )
  }

export type WritePoints = ReturnType<typeof writePoints>

function bySystem(rows: EffectRow<"points">[]): Map<string, EffectRow<"points">[]> {
  const systems = new Map<string, EffectRow<"points">[]>()
  for (const row of rows) {
    const system = row.effect.system ?? "points"
    const members = systems.get(system)
    if (members) members.push(row)
    else systems.set(system, [row])
  }
  return systems
}
