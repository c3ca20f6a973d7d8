import type { EnsureMonths } from "../facts/ensure-months"

/** Makes sure that the log has a table for this moment; asked of the database once a month. */
export const openLog = ({ ensureMonths }: { ensureMonths: EnsureMonths }) => {
  let open = { from: new Date(0), until: new Date(0) }
  return async (now: Date): Promise<void> => {
    if (now >= open.from && now < open.until) return
    const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()]
    await ensureMonths({ table: "step_log", from: now, to: now })
    open = { from: new Date(Date.UTC(year, month)), until: new Date(Date.UTC(year, month + 1)) }
  }
}

export type OpenLog = ReturnType<typeof openLog>
