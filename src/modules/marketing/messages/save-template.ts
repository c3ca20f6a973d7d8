import { generateEntityId } from "@medusajs/framework/utils"
import { errorsIn, Missing, type Problem, Refused } from "../../../core/problem"
import type { Clock } from "../clock"
import type { Database } from "../database"
import { type CheckContent, refuseTemplate } from "./check-content"
import { findTemplate, insertTemplate, type Template, updateTemplate } from "./store/templates"

export type SavedTemplate = { template: Template; problems: Problem[] }

/**
 * Makes a template, or changes one when `id` is given (its channel stays). Plans that run keep what they said when
 * their messages were queued. Answers warnings with it; throws Refused, Missing.
 */
export const saveTemplate =
  ({ database, clock, checkContent }: { database: Database; clock: Clock; checkContent: CheckContent }) =>
  async (given: {
    id?: string
    channel?: string
    name?: string
    content?: Record<string, unknown>
    actor: string
  }): Promise<SavedTemplate> => {
    const before = given.id ? await findTemplate(database, given.id) : undefined
    if (given.id && !before) throw new Missing("template", given.id)
    const name = (given.name ?? before?.name ?? "").trim()
    const channel = before?.channel ?? given.channel ?? ""
    const content = given.content ?? before?.content ?? {}
    const problems = checkContent({ channel, content })
    if (!name || name.length > 200) problems.unshift(refuseTemplate("message/name", "name"))
    const errors = errorsIn(problems)
    if (errors.length > 0) throw new Refused(errors)

    const now = await clock.now()
    const saved = before
      ? await updateTemplate(database, { id: before.id, name, content }, now)
      : await insertTemplate(
          database,
          { id: generateEntityId(undefined, "mktpl"), channel, name, content, created_by: given.actor },
          now,
        )
    if (!saved) throw new Missing("template", given.id ?? "")
    return { template: saved, problems }
  }
