import { Button, Container, Hint, Input, Text, toast } from "@medusajs/ui"
import { type ReactNode, useRef, useState } from "react"
import type { Sample } from "../../src/core/segment/sample"
import { type Segment, useSaveSegment } from "../api/segments"
import { Labelled } from "../form/labelled"
import { useText } from "../i18n/use-text"
import { useAction } from "../page/action"
import { useUnsaved } from "../page/unsaved"
import { RuleWorkbench } from "../rules/rule-workbench"
import { useRuleDraft } from "../rules/use-rule-draft"
import { SampleAmount } from "./sample-amount"

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
  const [sample, setSample] = useState(segment.sample)
  const save = useSaveSegment(segment.id)
  const unsaved = useUnsaved({ name, rule: draft.rule, sample })
  const kept = useRef({ name, rule: draft.rule, sample })
  const put = useAction(async () => {
    draft.insist()
    if (!name.trim() || draft.wrong) return
    const now = { name: name.trim(), rule: draft.rule, sample }
    // What is not changed here is not sent: somebody else may have changed it meanwhile.
    await save.mutateAsync({
      name: now.name === kept.current.name ? undefined : now.name,
      rule: JSON.stringify(now.rule) === JSON.stringify(kept.current.rule) ? undefined : now.rule,
      sample: now.sample === kept.current.sample ? undefined : now.sample,
    })
    kept.current = now
    unsaved.keep()
    toast.success(t("segments.saved", { name }))
  }, "segments.notSaved")
  return (
    <>
      <NameRow name={name} onChange={setName} busy={put.busy} onSave={() => put.run()}>
        {sample ? <SampleSize sample={sample} onChange={setSample} /> : null}
      </NameRow>
      <RuleWorkbench draft={draft} />
    </>
  )
}

/** Its seed stays: who is among ten percent is among twenty. */
function SampleSize({ sample, onChange }: { sample: Sample; onChange: (sample: Sample) => void }) {
  const way = "percent" in sample ? "percent" : "number"
  const [typed, type] = useState(String("percent" in sample ? sample.percent : sample.number))
  return (
    <SampleAmount
      way={way}
      value={typed}
      onChange={(text) => {
        type(text)
        onChange({ [way]: Number(text), seed: sample.seed } as Sample)
      }}
    />
  )
}

function NameRow({
  name,
  onChange,
  busy,
  onSave,
  children,
}: {
  children?: ReactNode
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
      {children}
      <Button size="small" isLoading={busy} onClick={onSave}>
        {t("segments.save")}
      </Button>
    </Container>
  )
}
