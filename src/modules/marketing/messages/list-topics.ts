import type { Database } from "../database"
import { selectTopics } from "./store/consents"

/** What people can be asked about: marketing, notices, and every topic somebody answered. */
export const listTopics =
  ({ database }: { database: Database }) =>
  async (): Promise<{ id: string; yes: number; no: number }[]> => {
    const answered = new Map((await selectTopics(database)).map((row) => [row.topic, row]))
    const ids = new Set(["marketing", "notice", ...answered.keys()])
    return [...ids].map((id) => ({ id, yes: answered.get(id)?.yes ?? 0, no: answered.get(id)?.no ?? 0 }))
  }
