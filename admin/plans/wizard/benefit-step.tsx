import { Container } from "@medusajs/ui"
import type { Problem } from "../../../src/core/problem"
import { type CatalogueBenefit, useBenefits } from "../../api/catalogue"
import { FieldProblems } from "../../form/field-problems"
import { startOf } from "../../form/json-schema"
import { SchemaForm } from "../../form/schema-form"
import { Switched } from "../../form/switched"
import { useText } from "../../i18n/use-text"
import { useSettingControls } from "../../kinds/setting-controls"
import { Answer } from "../../page/states"
import { StepTitle } from "./step-title"
import type { StepProps } from "./use-wizard"

/** Each benefit of the store can be switched on; its form comes from its own schema. */
export function BenefitStep({ answers, answer, problems }: StepProps) {
  const benefits = useBenefits()
  const put = (id: string, settings: Record<string, unknown> | undefined) => {
    const next = { ...answers.benefits }
    if (settings) next[id] = settings
    else delete next[id]
    answer({ benefits: next })
  }
  return (
    <>
      <StepTitle step="benefit" />
      <Answer asked={benefits}>
        {({ benefits }) => (
          <div className="flex flex-col gap-y-3">
            {benefits.map((benefit) => (
              <BenefitCard
                key={benefit.id}
                benefit={benefit}
                settings={answers.benefits[benefit.id]}
                onChange={(settings) => put(benefit.id, settings)}
                problems={problems}
              />
            ))}
            <FieldProblems problems={problems} path="benefits" />
          </div>
        )}
      </Answer>
    </>
  )
}

function BenefitCard({
  benefit,
  settings,
  onChange,
  problems,
}: {
  benefit: CatalogueBenefit
  problems: Problem[]
  settings: Record<string, unknown> | undefined
  onChange: (settings: Record<string, unknown> | undefined) => void
}) {
  const { label } = useText()
  const custom = useSettingControls(`benefit:${benefit.id}`)
  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Switched
          name={label(benefit.label)}
          text={label(benefit.explanation)}
          on={settings !== undefined}
          onSwitch={(on) => onChange(on ? startOf(benefit.settings) : undefined)}
        />
      </div>
      {settings ? (
        <div className="px-6 py-4">
          <SchemaForm
            schema={benefit.settings}
            values={settings}
            onChange={onChange}
            custom={custom}
            problems={problems}
            path={`benefits.${benefit.id}`}
          />
          <FieldProblems problems={problems} path={`benefits.${benefit.id}`} />
        </div>
      ) : null}
    </Container>
  )
}
