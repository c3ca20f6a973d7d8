import { Button, Container, Heading, Hint, Input, toast } from "@medusajs/ui"
import { useState } from "react"
import { Link, useNavigate } from "react-router-dom"
import { useSaveSegment } from "../api/segments"
import { Labelled } from "../form/labelled"
import { useText } from "../i18n/use-text"
import { LEFT, useAction } from "../page/action"
import { ProblemList } from "../page/problem-list"
import { useUnsaved } from "../page/unsaved"
import { RuleWorkbench } from "../rules/rule-workbench"
import { useRuleDraft } from "../rules/use-rule-draft"

/** A new segment: its name above, its rule and what the rule means below. */
export function SegmentCreate() {
  const { t } = useText()
  const go = useNavigate()
  const [name, setName] = useState("")
  const draft = useRuleDraft(null)
  const save = useSaveSegment()
  const unsaved = useUnsaved({ name, rule: draft.rule })
  const [tried, setTried] = useState(false)
  const create = useAction(async () => {
    setTried(true)
    draft.insist()
    if (!name.trim() || draft.wrong) return
    const { segment } = await save.mutateAsync({ name: name.trim(), type: "dynamic", rule: draft.rule })
    toast.success(t("segments.saved", { name: segment.name }))
    unsaved.leave()
    await go(`/marketing/segments/${segment.id}`)
    return LEFT
  }, "segments.notSaved")
  return (
    <div className="flex flex-col gap-y-3">
      <Container className="divide-y p-0">
        <div className="flex flex-wrap items-center justify-between gap-3 px-6 py-4">
          <Heading level="h1">{t("segments.new")}</Heading>
          <div className="flex gap-2">
            <Button size="small" variant="secondary" asChild>
              <Link to="/marketing/segments">{t("page.cancel")}</Link>
            </Button>
            <Button size="small" isLoading={create.busy} onClick={() => create.run()}>
              {t("segments.save")}
            </Button>
          </div>
        </div>
        <div className="flex flex-col gap-y-1.5 px-6 py-4">
          <Labelled
            className="max-w-[480px]"
            label={t("segments.name")}
            wrong={tried && !name.trim() ? <Hint variant="error">{t("values.needed")}</Hint> : null}
          >
            {(id) => (
              <Input
                id={id}
                autoFocus
                placeholder={t("segments.namePlaceholder")}
                value={name}
                onChange={(e) => setName(e.target.value)}
              />
            )}
          </Labelled>
          <ProblemList problems={create.problems} />
        </div>
      </Container>
      <RuleWorkbench draft={draft} />
    </div>
  )
}
