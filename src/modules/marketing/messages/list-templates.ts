import { countedPage } from "../counted-page"
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
    const { rows, first } = await countedPage(of, (page) => selectTemplates(database, { ...of, ...page }))
    return { templates: rows.map(({ count: _, ...template }) => template), count: first?.count ?? 0 }
  }
