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
  if (segment.type === "imported" || !segment.rule)
    return (
      <Container className="px-6 py-4">
        <Text size="small" className="text-ui-fg-subtle">
          {t("segments.noRule")}
        </Text>
      </Container>
    )
  return <Editor segment={segment} />
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
      <Container className="flex flex-wrap items-end justify-between gap-3 px-6 py-4">
        <Labelled
          className="w-full max-w-[480px]"
          label={t("segments.name")}
          wrong={name.trim() ? null : <Hint variant="error">{t("values.needed")}</Hint>}
        >
          {(id) => <Input id={id} value={name} onChange={(e) => setName(e.target.value)} />}
        </Labelled>
        <Button size="small" isLoading={put.busy} onClick={() => put.run()}>
          {t("segments.save")}
        </Button>
      </Container>
      <RuleWorkbench draft={draft} />
    </>
  )
}
