import { Button, Drawer, Input, Text, toast } from "@medusajs/ui"
import { useState } from "react"
import type { CanvasNode } from "../../src/core/canvas/schema"
import type { Problem } from "../../src/core/problem"
import { type CatalogueKind, useChannels } from "../api/catalogue"
import { type Plan, useSavePlan } from "../api/plans"
import type { Content } from "../api/templates"
import { ContentEditor } from "../form/content-editor"
import { ContentPreview } from "../form/content-preview"
import { filled } from "../form/json-schema"
import { Labelled } from "../form/labelled"
import { SchemaForm, type Values } from "../form/schema-form"
import { useText } from "../i18n/use-text"
import { useSettingControls } from "../kinds/setting-controls"
import { Summary } from "../kinds/summary"
import { useAction } from "../page/action"
import { ProblemList } from "../page/problem-list"
import { useUnsaved } from "../page/unsaved"
import { problemsAt } from "../rules/rule"
import type { DrawnNode } from "./use-cards"

/** What a card says and does. In a draft its form can be changed. */
export function NodeDrawer({
  plan,
  node,
  kind,
  problems,
  onClose,
}: {
  plan: Plan
  node: DrawnNode
  kind: CatalogueKind | undefined
  problems: Problem[]
  onClose: () => void
}) {
  const { t, label } = useText()
  const editable = plan.actions.includes("edit") && kind !== undefined
  const [name, setName] = useState(node.name ?? "")
  const [settings, setSettings] = useState<Values>(node.settings)
  const save = useSavePlan(plan.id)
  const unsaved = useUnsaved({ name, settings })
  const close = async () => {
    if (await unsaved.ask()) onClose()
  }
  const put = useAction(async () => {
    const { card: _, ...saved } = node
    const changed: CanvasNode = { ...saved, settings: filled(settings) }
    if (name.trim()) changed.name = name.trim()
    else delete changed.name
    const nodes = plan.canvas.nodes.map((n) => (n.id === node.id ? changed : n))
    await save.mutateAsync({ canvas: { ...plan.canvas, nodes }, revision: plan.revision })
    toast.success(t("canvas.saved"))
    onClose()
  }, "plans.notSaved")
  return (
    <Drawer open onOpenChange={(stay) => !stay && void close()}>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title>{node.name || (kind ? label(kind.label) : node.kind)}</Drawer.Title>
          <Drawer.Description>{kind ? label(kind.explanation) : null}</Drawer.Description>
        </Drawer.Header>
        <Drawer.Body className="flex flex-col gap-y-4 overflow-y-auto">
          <ProblemList problems={[...problemsAt(problems, `nodes.${node.id}`), ...put.problems]} />
          {editable ? (
            <>
              <Labelled label={t("canvas.name")}>
                {(id) => (
                  <Input
                    id={id}
                    placeholder={label(kind.label)}
                    value={name}
                    onChange={(e) => setName(e.target.value)}
                  />
                )}
              </Labelled>
              <SettingsForm kind={kind} settings={settings} onChange={setSettings} />
            </>
          ) : (
            <Text size="small">
              <Summary node={node} kind={kind} />
            </Text>
          )}
          {node.kind.startsWith("message:") ? <MessagePreview kind={node.kind} settings={settings} /> : null}
        </Drawer.Body>
        <Drawer.Footer>
          <Drawer.Close asChild>
            <Button size="small" variant="secondary">
              {editable ? t("page.cancel") : t("page.close")}
            </Button>
          </Drawer.Close>
          {editable ? (
            <Button size="small" isLoading={put.busy} onClick={() => put.run()}>
              {t("page.save")}
            </Button>
          ) : null}
        </Drawer.Footer>
      </Drawer.Content>
    </Drawer>
  )
}

function SettingsForm({
  kind,
  settings,
  onChange,
}: {
  kind: CatalogueKind
  settings: Values
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
        <SchemaForm schema={besideContent(kind.settings)} values={settings} onChange={onChange} />
      </>
    )
  return <SchemaForm schema={kind.settings} values={settings} onChange={onChange} custom={custom} />
}

/** What a message node asks besides what it says. */
function besideContent(schema: CatalogueKind["settings"]): CatalogueKind["settings"] {
  const { content: _, template_id: __, ...properties } = schema.properties ?? {}
  return { ...schema, properties }
}

function MessagePreview({ kind, settings }: { kind: string; settings: Values }) {
  const channels = useChannels()
  const channel = channels.data?.channels.find((c) => `message:${c.id}` === kind)
  if (!channel || !settings.content) return null
  return <ContentPreview channel={channel} content={settings.content as Content} />
}
