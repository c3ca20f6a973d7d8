import { Hint, Input, Label } from "@medusajs/ui"
import { Choose } from "../../form/choose"
import { FieldProblems } from "../../form/field-problems"
import { NumberInput } from "../../form/inputs"
import { useText } from "../../i18n/use-text"
import { ChoiceCards } from "./choice-cards"
import { StepTitle } from "./step-title"
import type { StepProps } from "./use-wizard"

const LONGEST_WINDOW_DAYS = 90

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
        <div className="flex max-w-[320px] flex-col gap-y-1.5">
          <Label size="small" weight="plus" htmlFor="plan-at">
            {t("wizard.when.time")}
          </Label>
          <Input
            id="plan-at"
            type="datetime-local"
            value={answers.at}
            onChange={(e) => answer({ at: e.target.value.slice(0, 16) })}
          />
          <FieldProblems problems={problems} path="at" />
          <Hint>{t("wizard.when.zone")}</Hint>
        </div>
      ) : null}
      <div className="grid gap-6 md:grid-cols-3">
        <div className="flex flex-col gap-y-1.5">
          <Label size="small" weight="plus">
            {t("plans.settings.holdout")}
          </Label>
          <NumberInput
            label={t("plans.settings.holdout")}
            min={0}
            max={50}
            value={answers.holdout_percent}
            onChange={(n) => answer({ holdout_percent: n ?? 0 })}
          />
          <Hint>{t("plans.settings.holdoutText")}</Hint>
        </div>
        <div className="flex flex-col gap-y-1.5">
          <Label size="small" weight="plus">
            {t("plans.settings.basis")}
          </Label>
          <Choose
            label={t("plans.settings.basis")}
            value={answers.basis}
            options={[
              { value: "touch", label: t("plans.settings.touch") },
              { value: "click", label: t("plans.settings.click") },
            ]}
            onChange={(basis) => answer({ basis: basis as "touch" | "click" })}
          />
          <Hint>{t("plans.settings.basisText")}</Hint>
        </div>
        <div className="flex flex-col gap-y-1.5">
          <Label size="small" weight="plus">
            {t("plans.settings.window")}
          </Label>
          <NumberInput
            label={t("plans.settings.window")}
            whole
            min={1}
            max={LONGEST_WINDOW_DAYS}
            value={answers.window_days}
            onChange={(n) => answer({ window_days: n ?? 7 })}
          />
          <Hint>{t("plans.settings.windowText")}</Hint>
        </div>
      </div>
    </>
  )
}
