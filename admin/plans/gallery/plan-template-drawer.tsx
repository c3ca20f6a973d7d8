import { Hint, Input, Text } from "@medusajs/ui"
import { useRef, useState } from "react"
import { useNavigate } from "react-router-dom"
import type { Problem } from "../../../src/core/problem"
import { problemsOf } from "../../api/client"
import { type PlanTemplate, useUsePlanTemplate } from "../../api/plan-templates"
import type { TemplateValues } from "../../api/segment-templates"
import { ActionDrawer } from "../../form/action-drawer"
import { Labelled } from "../../form/labelled"
import { useText } from "../../i18n/use-text"
import { firstValue, TemplateValueInput } from "../../segments/gallery/template-values"
import { CanvasPicture } from "./canvas-picture"
import { OwnTemplateActions } from "./own-template-actions"

/** A template being filled in; using it leads to the canvas of the draft that it becomes. */
export function PlanTemplateDrawer({ template, onClose }: { template: PlanTemplate; onClose: () => void }) {
  const { t, label, language } = useText()
  const go = useNavigate()
  const [name, setName] = useState(() => label(template.label))
  const [values, setValues] = useState<TemplateValues>(() =>
    Object.fromEntries(template.parameters.map((one) => [one.id, firstValue(one)])),
  )
  const [problems, setProblems] = useState<Problem[]>([])
  const use = useUsePlanTemplate()
  // Where the drawer leads when it closes: nowhere, or to the plan it made.
  const made = useRef<string | null>(null)
  return (
    <ActionDrawer
      title={label(template.label)}
      text={label(template.explanation)}
      verb={t("gallery.use")}
      ready={name.trim() !== ""}
      act={async () => {
        try {
          const { plan } = await use.mutateAsync({ id: template.id, name: name.trim(), values, language })
          made.current = plan.id
        } catch (error) {
          setProblems(problemsOf(error))
          throw error
        }
      }}
      done={t("planGallery.made", { name: name.trim() })}
      failed="plans.notSaved"
      onClose={() => (made.current ? void go(`/marketing/plans/${made.current}`) : onClose())}
    >
      <CanvasPicture canvas={template.canvas} name={label(template.label)} />
      {template.own ? (
        <OwnTemplateActions template={template} onClose={onClose} />
      ) : (
        <Text size="small" className="text-ui-fg-subtle">
          {label(template.use)}
        </Text>
      )}
      <Labelled
        label={t("plans.name")}
        wrong={name.trim() ? null : <Hint variant="error">{t("values.needed")}</Hint>}
      >
        {(id) => <Input id={id} value={name} maxLength={200} onChange={(e) => setName(e.target.value)} />}
      </Labelled>
      {template.parameters.map((parameter) => (
        <TemplateValueInput
          key={parameter.id}
          parameter={parameter}
          value={values[parameter.id]}
          problems={problems}
          onChange={(value) => setValues((before) => ({ ...before, [parameter.id]: value }))}
        />
      ))}
    </ActionDrawer>
  )
}
