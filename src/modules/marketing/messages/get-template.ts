import { Missing } from "../../../core/problem"
import type { Database } from "../database"
import { findTemplate, type Template } from "./store/templates"

/** One template. Throws Missing. */
export const getTemplate =
  ({ database }: { database: Database }) =>
  async (id: string): Promise<Template> => {
    const template = await findTemplate(database, id)
    if (!template) throw new Missing("template", id)
    return template
  }

export type GetTemplate = ReturnType<typeof getTemplate>
