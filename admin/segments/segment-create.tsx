import { Button, Container, Heading, Input, Label, toast } from "@medusajs/ui"
import { useState } from "react"
import { Link, useNavigate } from "react-router-dom"
import { problemsOf, reasonOf } from "../api/client"
import { useSaveSegment } from "../api/segments"
import { useText } from "../i18n/use-text"
import { ProblemList } from "../page/problem-list"
import { RuleWorkbench } from "../rules/rule-workbench"
import { useRuleDraft } from "../rules/use-rule-draft"

/** A new segment: its name above, its rule and what the rule means below. */
export function SegmentCreate() {
  const { t } = useText()
  const go = useNavigate()
  const [name, setName] = useState("")
  const draft = useRuleDraft(null)
  const save = useSaveSegment()
  const create = async () => {
    try {
      const { segment } = await save.mutateAsync({ name: name.trim(), type: "dynamic", rule: draft.rule })
      toast.success(t("segments.saved", { name: segment.name }))
      await go(`/marketing/segments/${segment.id}`)
    } catch (error) {
      toast.error(t("segments.notSaved"), { description: reasonOf(error) })
    }
  }
  return (
    <div className="flex flex-col gap-y-3">
      <Container className="divide-y p-0">
        <div className="flex flex-wrap items-center justify-between gap-3 px-6 py-4">
          <Heading level="h1">{t("segments.new")}</Heading>
          <div className="flex gap-2">
            <Button size="small" variant="secondary" asChild>
              <Link to="/marketing/segments">{t("page.cancel")}</Link>
            </Button>
            <Button
              size="small"
              disabled={!name.trim() || draft.wrong}
              isLoading={save.isPending}
              onClick={() => void create()}
            >
              {t("segments.save")}
            </Button>
          </div>
        </div>
        <div className="flex flex-col gap-y-1.5 px-6 py-4">
          <Label size="small" weight="plus" htmlFor="segment-name">
            {t("segments.name")}
          </Label>
          <Input
            id="segment-name"
            className="max-w-[480px]"
            autoFocus
            placeholder={t("segments.namePlaceholder")}
            value={name}
            onChange={(e) => setName(e.target.value)}
          />
          <ProblemList problems={problemsOf(save.error)} />
        </div>
      </Container>
      <RuleWorkbench draft={draft} />
    </div>
  )
}
