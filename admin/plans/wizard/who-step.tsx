import { Input } from "@medusajs/ui"
import { useEffect } from "react"
import { useSegment } from "../../api/segments"
import { useThings } from "../../api/things"
import { FieldProblems } from "../../form/field-problems"
import { Labelled } from "../../form/labelled"
import { ThingChoice } from "../../form/thing-choice"
import { useText } from "../../i18n/use-text"
import { Reps } from "../../kinds/reps"
import { Failed, Nothing } from "../../page/states"
import { AudiencePreview } from "../../rules/audience-preview"
import { RuleWorkbench } from "../../rules/rule-workbench"
import { useRuleDraft } from "../../rules/use-rule-draft"
import { CategoryChoice } from "../category-choice"
import { ChoiceCards } from "./choice-cards"
import { StepTitle } from "./step-title"
import type { StepProps } from "./use-wizard"

export function WhoStep(props: StepProps) {
  const { answers, answer, problems } = props
  const { t } = useText()
  return (
    <>
      <StepTitle step="who" />
      <div className="grid gap-4 md:grid-cols-2">
        <Labelled label={t("plans.name")} wrong={<FieldProblems problems={problems} path="name" />}>
          {(id) => (
            <Input
              id={id}
              autoFocus
              placeholder={t("plans.namePlaceholder")}
              value={answers.name}
              onChange={(e) => answer({ name: e.target.value })}
            />
          )}
        </Labelled>
        <CategoryChoice value={answers.category} onChange={(category) => answer({ category })} />
      </div>
      <ChoiceCards
        label={t("wizard.who.title")}
        value={answers.who}
        options={[
          { value: "segment", label: t("wizard.who.segment"), text: t("wizard.who.segmentText") },
          { value: "conditions", label: t("wizard.who.conditions"), text: t("wizard.who.conditionsText") },
          { value: "reps", label: t("wizard.who.reps"), text: t("wizard.who.repsText") },
        ]}
        onChange={(who) => answer({ who })}
      />
      {answers.who === "segment" ? <SegmentChoice {...props} /> : null}
      {answers.who === "conditions" ? <Conditions {...props} /> : null}
      {answers.who === "reps" ? <RepChoice {...props} /> : null}
    </>
  )
}

function SegmentChoice({ answers, answer, problems }: StepProps) {
  const { t } = useText()
  const segments = useThings("segment", "")
  const chosen = useSegment(answers.segment_id)
  if (segments.isError) return <Failed error={segments.error} retry={() => void segments.refetch()} />
  if (segments.data?.length === 0)
    return (
      <Nothing
        title={t("segments.empty")}
        text={t("segments.emptyText")}
        step={{ label: t("segments.create"), to: "/marketing/segments/create" }}
      />
    )
  return (
    <div className="grid items-start gap-4 md:grid-cols-2">
      <Labelled label={t("rules.segment")} wrong={<FieldProblems problems={problems} path="segment_id" />}>
        {(id) => (
          <ThingChoice
            source="segment"
            makeAt="/marketing/segments/create"
            id={id}
            value={answers.segment_id}
            onChange={(segment_id) => answer({ segment_id })}
          />
        )}
      </Labelled>
      {chosen.data && answers.segment_id ? (
        <AudiencePreview rule={{ in_segment: answers.segment_id }} wrong={false} />
      ) : null}
    </div>
  )
}

function RepChoice({ answers: { reps }, answer, problems }: StepProps) {
  const { t } = useText()
  return (
    <div className="grid items-start gap-4 md:grid-cols-2">
      <Labelled
        label={t("wizard.who.repNames")}
        hint={t("wizard.who.repNamesText")}
        wrong={<FieldProblems problems={problems} path="reps" />}
      >
        <Reps value={reps} onChange={(next) => answer({ reps: next })} />
      </Labelled>
      {reps.length > 0 ? (
        <AudiencePreview rule={{ fact: "profile.rep", op: "in", value: reps }} wrong={false} />
      ) : null}
    </div>
  )
}

function Conditions({ answers, answer, tried }: StepProps) {
  const draft = useRuleDraft(answers.rule)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `answer` is made anew at each drawing; only the rule matters
  useEffect(() => answer({ rule: draft.rule }), [draft.rule])
  // biome-ignore lint/correctness/useExhaustiveDependencies: once "next" was pressed, what is missing shows
  useEffect(() => {
    if (tried) draft.insist()
  }, [tried])
  return <RuleWorkbench draft={draft} />
}
