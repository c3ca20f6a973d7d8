import type { Problem } from "../../src/core/problem"
import { type CatalogueKind, useChannels } from "../api/catalogue"
import type { Content } from "../api/templates"
import { ContentEditor } from "../form/content-editor"
import { filled } from "../form/json-schema"
import { SchemaForm, type Values } from "../form/schema-form"
import { useSettingControls } from "./setting-controls"

/** The form of a card, made from its kind's schema; of a message, with its texts. Paths of problems begin with the setting. */
export function SettingsForm({
  kind,
  settings,
  problems,
  onChange,
}: {
  kind: CatalogueKind
  settings: Values
  problems: Problem[]
  onChange: (settings: Values) => void
}) {
  const custom = useSettingControls(kind.id)
  const channels = useChannels()
  const channel = channels.data?.channels.find((c) => `message:${c.id}` === kind.id)
  if (channel && !settings.template_id)
    return (
      <>
        <ContentEditor
          channel={channel}
          content={(settings.content as Content | undefined) ?? {}}
          onChange={(content) => onChange({ ...settings, content: filled(content) })}
        />
        <SchemaForm
          schema={besideContent(kind.settings)}
          values={settings}
          onChange={onChange}
          problems={problems}
        />
      </>
    )
  return (
    <SchemaForm
      schema={kind.settings}
      values={settings}
      onChange={onChange}
      problems={problems}
      custom={custom}
    />
  )
}

/** What a message node asks besides what it says. */
function besideContent(schema: CatalogueKind["settings"]): CatalogueKind["settings"] {
  const { content: _, template_id: __, ...properties } = schema.properties ?? {}
  return { ...schema, properties }
}
