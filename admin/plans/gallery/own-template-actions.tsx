import { Button } from "@medusajs/ui"
import { useRef, useState } from "react"
import { type PlanTemplate, useRemoveOwnTemplate, useRenameOwnTemplate } from "../../api/plan-templates"
import { ActionDrawer } from "../../form/action-drawer"
import { NameAndDescription } from "../../form/name-and-description"
import { useText } from "../../i18n/use-text"
import { LEFT, useAction } from "../../page/action"
import { useConfirmed } from "../../page/confirm"

/** A template that this store made is renamed and deleted by whoever works here. */
export function OwnTemplateActions({ template, onClose }: { template: PlanTemplate; onClose: () => void }) {
  const { t, label } = useText()
  const [renaming, setRenaming] = useState(false)
  const name = label(template.label)
  const remove = useRemoveOwnTemplate()
  const confirmed = useConfirmed()
  const drop = useAction(async () => {
    const done = await confirmed("ownTemplates.delete", { name }, () => remove.mutateAsync(template.id))
    if (!done) return
    onClose()
    return LEFT
  })
  return (
    <div className="flex gap-x-2">
      <Button type="button" size="small" variant="secondary" onClick={() => setRenaming(true)}>
        {t("ownTemplates.rename")}
      </Button>
      <Button type="button" size="small" variant="secondary" disabled={drop.busy} onClick={() => drop.run()}>
        {t("ownTemplates.delete.confirm")}
      </Button>
      {renaming ? <Rename template={template} onClose={() => setRenaming(false)} onDone={onClose} /> : null}
    </div>
  )
}

function Rename({
  template,
  onClose,
  onDone,
}: {
  template: PlanTemplate
  onClose: () => void
  onDone: () => void
}) {
  const { t, label } = useText()
  const [called, call] = useState({
    name: label(template.label),
    description: label(template.explanation),
  })
  const name = called.name.trim()
  const done = useRef(false)
  const rename = useRenameOwnTemplate()
  return (
    <ActionDrawer
      title={t("ownTemplates.rename")}
      text={t("ownTemplates.renameText")}
      verb={t("page.save")}
      ready={name !== ""}
      act={async () => {
        await rename.mutateAsync({ id: template.id, name, description: called.description.trim() })
        done.current = true
      }}
      done={t("ownTemplates.renamed", { name })}
      failed="ownTemplates.notSaved"
      onClose={() => (done.current ? onDone() : onClose())}
    >
      <NameAndDescription {...called} onChange={(change) => call({ ...called, ...change })} />
    </ActionDrawer>
  )
}
