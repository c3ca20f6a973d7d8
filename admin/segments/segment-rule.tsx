import { Button, Container, Input, Label, Text, toast } from "@medusajs/ui"
import { useState } from "react"
import { reasonOf } from "../api/client"
import { type Segment, useSaveSegment } from "../api/segments"
import { useText } from "../i18n/use-text"
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
  const draft = useRuleDraft(segment.rule)
  const save = useSaveSegment(segment.id)
  const put = async () => {
    try {
      await save.mutateAsync({ name: name.trim(), type: "dynamic", rule: draft.rule })
      toast.success(t("segments.saved", { name }))
    } catch (error) {
      toast.error(t("segments.notSaved"), { description: reasonOf(error) })
    }
  }
  return (
    <>
      <Container className="flex flex-wrap items-end justify-between gap-3 px-6 py-4">
        <div className="flex w-full max-w-[480px] flex-col gap-y-1.5">
          <Label size="small" weight="plus" htmlFor="segment-name">
            {t("segments.name")}
          </Label>
          <Input id="segment-name" value={name} onChange={(e) => setName(e.target.value)} />
        </div>
        <Button
          size="small"
          disabled={!name.trim() || draft.wrong}
          isLoading={save.isPending}
          onClick={() => void put()}
        >
          {t("segments.save")}
        </Button>
      </Container>
      <RuleWorkbench draft={draft} />
    </>
  )
}
