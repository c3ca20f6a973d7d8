import { Hint, Input, Text } from "@medusajs/ui"
import { useRef, useState } from "react"
import { useNavigate } from "react-router-dom"
import { problemsOf } from "../../api/client"
import {
  fillTemplate,
  type SegmentTemplate,
  type TemplateValues,
  useFilledTemplate,
} from "../../api/segment-templates"
import { useSaveSegment } from "../../api/segments"
import { ActionDrawer } from "../../form/action-drawer"
import { Labelled } from "../../form/labelled"
import { useDebounced } from "../../form/use-debounced"
import { useText } from "../../i18n/use-text"
import { Failed } from "../../page/states"
import { AudiencePreview } from "../../rules/audience-preview"
import { firstValue, TemplateValueInput } from "./template-values"

// As in the rule builder: long enough not to ask at every key, short enough to feel live.
const STILL_MS = 350

/** A template being filled in: its values, who that is now, and the segment it becomes. */
export function TemplateDrawer({ template, onClose }: { template: SegmentTemplate; onClose: () => void }) {
  const { t, label } = useText()
  const go = useNavigate()
  const [name, setName] = useState(() => label(template.label))
  const [values, setValues] = useState<TemplateValues>(() =>
    Object.fromEntries(template.parameters.map((one) => [one.id, firstValue(one)])),
  )
  const [touched, setTouched] = useState<string[]>([])
  const save = useSaveSegment()
  // Where the drawer leads when it closes: nowhere, or to the segment it made.
  const made = useRef<string | null>(null)
  const filled = useFilledTemplate(template.id, useDebounced(values, STILL_MS))
  const problems = problemsOf(filled.error)
  // What is not chosen yet is no mistake; it becomes one when it was chosen and taken away again.
  const shown = problems.filter(({ path }) => touched.some((id) => `${path}.`.startsWith(`values.${id}.`)))
  return (
    <ActionDrawer
      title={label(template.label)}
      text={label(template.explanation)}
      verb={t("gallery.use")}
      ready={name.trim() !== "" && !filled.isError}
      act={async () => {
        const { rule } = await fillTemplate(template.id, values)
        const { segment } = await save.mutateAsync({ name: name.trim(), type: "dynamic", rule })
        made.current = segment.id
      }}
      done={t("segments.saved", { name: name.trim() })}
      failed="segments.notSaved"
      onClose={() => (made.current ? void go(`/marketing/segments/${made.current}`) : onClose())}
    >
      {template.parameters.map((parameter) => (
        <TemplateValueInput
          key={parameter.id}
          parameter={parameter}
          value={values[parameter.id]}
          problems={shown}
          onChange={(value) => {
            setValues((before) => ({ ...before, [parameter.id]: value }))
            setTouched((before) => [...new Set([...before, parameter.id])])
          }}
        />
      ))}
      <Labelled
        label={t("gallery.name")}
        wrong={name.trim() ? null : <Hint variant="error">{t("values.needed")}</Hint>}
      >
        {(id) => <Input id={id} value={name} onChange={(e) => setName(e.target.value)} />}
      </Labelled>
      {filled.isError && problems.length === 0 ? (
        <Failed error={filled.error} retry={() => void filled.refetch()} />
      ) : null}
      {problems.length > 0 ? (
        <Text size="small" className="text-ui-fg-subtle">
          {t("gallery.unfinished")}
        </Text>
      ) : null}
      {filled.data ? <AudiencePreview rule={filled.data.rule} wrong={false} /> : null}
    </ActionDrawer>
  )
}
