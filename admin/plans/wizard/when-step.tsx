import { Input } from "@medusajs/ui"
import { FieldProblems } from "../../form/field-problems"
import { Labelled } from "../../form/labelled"
import { useText } from "../../i18n/use-text"
import { Measurement } from "../measurement"
import { ChoiceCards } from "./choice-cards"
import { StepTitle } from "./step-title"
import type { StepProps } from "./use-wizard"

export function WhenStep({ answers, answer, problems }: StepProps) {
  const { t } = useText()
  return (
    <>
      <StepTitle step="when" />
      <ChoiceCards
        label={t("wizard.when.title")}
        value={answers.when}
        options={[
          { value: "now", label: t("wizard.when.now"), text: t("wizard.when.nowText") },
          { value: "at", label: t("wizard.when.at"), text: t("wizard.when.atText") },
        ]}
        onChange={(when) => answer({ when })}
      />
      {answers.when === "at" ? (
        <Labelled
          className="max-w-[320px]"
          label={t("wizard.when.time")}
          wrong={<FieldProblems problems={problems} path="at" />}
          hint={t("wizard.when.zone")}
        >
          {(id) => (
            <Input
              id={id}
              type="datetime-local"
              value={answers.at}
              onChange={(e) => answer({ at: e.target.value.slice(0, 16) })}
            />
          )}
        </Labelled>
      ) : null}
      <div className="grid gap-6 md:grid-cols-3">
        <Measurement
          holdout_percent={answers.holdout_percent}
          basis={answers.basis}
          window_days={answers.window_days}
          onChange={answer}
        />
      </div>
    </>
  )
}
