import { Button, Container, Hint, Input, Text, toast } from "@medusajs/ui"
import { useRef, useState } from "react"
import { type Segment, useSaveSegment } from "../api/segments"
import { Labelled } from "../form/labelled"
import { useText } from "../i18n/use-text"
import { useAction } from "../page/action"
import { useUnsaved } from "../page/unsaved"
import { RuleWorkbench } from "../rules/rule-workbench"
import { useRuleDraft } from "../rules/use-rule-draft"

export function SegmentRule({ segment }: { segment: Segment }) {
  const { t } = useText()
  if (segment.type !== "imported" && segment.rule) return <Editor segment={segment} />
  return (
    <>
      <Renaming segment={segment} />
      <Container className="px-6 py-4">
        <Text size="small" className="text-ui-fg-subtle">
          {t("segments.noRule")}
        </Text>
      </Container>
    </>
  )
}

/** A list has a name and no rule. */
function Renaming({ segment }: { segment: Segment }) {
  const { t } = useText()
  const [name, setName] = useState(segment.name)
  const save = useSaveSegment(segment.id)
  const unsaved = useUnsaved({ name })
  const put = useAction(async () => {
    if (!name.trim()) return
    await save.mutateAsync({ name: name.trim() })
    unsaved.keep()
    toast.success(t("segments.saved", { name: name.trim() }))
  }, "segments.notSaved")
  return <NameRow name={name} onChange={setName} busy={put.busy} onSave={() => put.run()} />
}

function Editor({ segment }: { segment: Segment }) {
  const { t } = useText()
  const [name, setName] = useState(segment.name)
  const draft = useRuleDraft(segment.rule, { asSegment: segment.id })
  const save = useSaveSegment(segment.id)
  const unsaved = useUnsaved({ name, rule: draft.rule })
  const kept = useRef({ name, rule: draft.rule })
  const put = useAction(async () => {
    draft.insist()
    if (!name.trim() || draft.wrong) return
    const now = { name: name.trim(), rule: draft.rule }
    // What is not changed here is not sent: somebody else may have changed it meanwhile.
    await save.mutateAsync({
      name: now.name === kept.current.name ? undefined : now.name,
      rule: JSON.stringify(now.rule) === JSON.stringify(kept.current.rule) ? undefined : now.rule,
    })
    kept.current = now
    unsaved.keep()
    toast.success(t("segments.saved", { name }))
  }, "segments.notSaved")
  return (
    <>
      <NameRow name={name} onChange={setName} busy={put.busy} onSave={() => put.run()} />
      <RuleWorkbench draft={draft} />
    </>
  )
}

function NameRow({
  name,
  onChange,
  busy,
  onSave,
}: {
  name: string
  onChange: (name: string) => void
  busy: boolean
  onSave: () => void
}) {
  const { t } = useText()
  return (
    <Container className="flex flex-wrap items-end justify-between gap-3 px-6 py-4">
      <Labelled
        className="w-full max-w-[480px]"
        label={t("segments.name")}
        wrong={name.trim() ? null : <Hint variant="error">{t("values.needed")}</Hint>}
      >
        {(id) => <Input id={id} value={name} onChange={(e) => onChange(e.target.value)} />}
      </Labelled>
      <Button size="small" isLoading={busy} onClick={onSave}>
        {t("segments.save")}
      </Button>
    </Container>
  )
}
