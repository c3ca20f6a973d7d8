import type { Problem } from "../../../core/problem"
import type { Database } from "../database"
import type { CheckContent } from "./check-content"
import { refuse } from "./problems"
import { findTemplates, type Template } from "./store/templates"

/** A template that a card asks for, and where it does; `channel`: by which it is sent. */
export type ChosenTemplate = { id: string; channel: string | null; path: string }

/**
 * What keeps messages of these templates from being made: they were looked at when they were saved, and what they were looked at
 * by may have changed since. Those that are gone are not spoken of here.
 */
export const checkChosenTemplates =
  ({ database, checkContent }: { database: Database; checkContent: CheckContent }) =>
  async (chosen: ChosenTemplate[]): Promise<Problem[]> => {
    if (chosen.length === 0) return []
    const found = await findTemplates(
      database,
      chosen.map(({ id }) => id),
    )
    const templates = new Map(found.map((template) => [template.id, template]))
    return chosen.flatMap(({ id, channel, path }) => {
      const template = templates.get(id)
      if (!template) return []
      const named = { template: template.name }
      return channel !== null && template.channel !== channel
        ? [refuse("message/template-channel", path, named)]
        : checkContent(template).map((problem) => inTemplate(template, problem, path))
    })
  }

export type CheckChosenTemplates = ReturnType<typeof checkChosenTemplates>

/** The same, said of a text that does not stand on the card. */
function inTemplate({ name: template }: Template, problem: Problem, path: string): Problem {
  const { line, column, text, name } = (problem.values ?? {}) as Record<string, string | number>
  if (problem.code === "message/liquid" && line && column)
    return refuse("message/template-liquid", path, { template, line, column, text: text ?? "" })
  if (problem.code === "message/endless") return refuse("message/template-endless", path, { template })
  if (problem.code === "message/unknown-variable")
    return refuse("message/template-variable", path, { template, name: name ?? "" })
  const wrong = refuse("message/template-broken", path, { template, text: problem.message })
  return problem.severity ? { ...wrong, severity: problem.severity } : wrong
}
