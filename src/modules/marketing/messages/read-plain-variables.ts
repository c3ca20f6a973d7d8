import { plainVariables } from "../../../channels/check-liquid"
import type { PlainVariable } from "../../../channels/liquid"
import type { Registry } from "../../../extension/registry"
import type { Database } from "../database"
import { readTemplateContents } from "./store/templates"

/** What a card sends: texts of its own, or those of a template. `path`: where its settings stand. */
type Sent = { channel: string; content?: unknown; template_id?: unknown; path: string }
type Found = PlainVariable & { path: string }

/** The variables that stand plainly in what is sent, in the order given; `path` leads to the text, or to the template that has it. */
export const readPlainVariables =
  ({ database, registry }: { database: Database; registry: Registry }) =>
  async <S extends Sent>(sent: S[]): Promise<{ sent: S; variables: Found[] }[]> => {
    const ids = sent.flatMap(({ template_id }) => (typeof template_id === "string" ? template_id : []))
    const templates = await readTemplateContents(database, ids)
    return sent.map((one) => {
      const stored = templates.get(one.template_id as string)
      const content = stored ?? one.content
      const channel = registry.channels.get(one.channel)
      if (!channel || typeof content !== "object" || content === null) return { sent: one, variables: [] }
      const at = (key: string) => `${one.path}.${stored ? "template_id" : `content.${key}`}`
      const found = plainVariables(channel.templates)(content as Record<string, unknown>)
      return { sent: one, variables: found.map(({ key, root, name }) => ({ root, name, path: at(key) })) }
    })
  }

export type ReadPlainVariables = ReturnType<typeof readPlainVariables>
