import type { Database } from "../database"
import { selectTemplates, type Template } from "./store/templates"

/** Templates by name and channel, the last changed first. */
export const listTemplates =
  ({ database }: { database: Database }) =>
  async (of: {
    q?: string
    channel?: string
    offset: number
    limit: number
  }): Promise<{
    templates: Template[]
    count: number
  }> => {
    const rows = await selectTemplates(database, of)
    return { templates: rows.map(({ count: _, ...template }) => template), count: rows[0]?.count ?? 0 }
  }
