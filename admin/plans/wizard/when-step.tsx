import { useKinds } from "../../api/catalogue"
import { Choose } from "../../form/choose"
import { FieldProblems } from "../../form/field-problems"
import { startOf } from "../../form/json-schema"
import { Labelled } from "../../form/labelled"
import { SchemaForm } from "../../form/schema-form"
import { useText } from "../../i18n/use-text"
import { useSettingControls } from "../../kinds/setting-controls"
import { DoNotDisturb } from "../do-not-disturb"
import { Measurement } from "../measurement"
import { Batches, Participation } from "../participation"
import { ScheduleForm } from "../schedule/schedule-form"
import { typeOf } from "../schedule/start"
import { Targets } from "../targets"
import { TRIGGER } from "./answers"
import { StepTitle } from "./step-title"
import type { StepProps } from "./use-wizard"

export function WhenStep(props: StepProps) {
  const { answers, answer, problems } = props
  const type = typeOf(answers.start)
  return (
    <>
      <StepTitle step="when" />
      <ScheduleForm start={answers.start} problems={problems} onChange={(start) => answer({ start })}>
        <Happening {...props} />
      </ScheduleForm>
      <div className="grid gap-6 md:grid-cols-3">
        {type === "one_time" ? null : (
          <Participation entry={answers.entry} onChange={(entry) => answer({ entry })} />
        )}
        {type === "triggered" ? null : (
          <Batches batch={answers.batch} onChange={(batch) => answer({ batch })} />
        )}
        <DoNotDisturb rule={answers.disturb} onChange={(disturb) => answer({ disturb })} />
      </div>
      <div className="grid gap-6 md:grid-cols-3">
        <Measurement
          holdout_percent={answers.holdout_percent}
          basis={answers.basis}
          window_days={answers.window_days}
          onChange={answer}
        />
      </div>
      <div className="grid gap-6 md:grid-cols-2">
        <Targets goals={answers.goals} budget={answers.budget} problems={problems} onChange={answer} />
      </div>
    </>
  )
}

/** What lets people in, chosen from what this store can notice, with the form of its own schema. */
function Happening({ answers: { trigger }, answer, problems }: StepProps) {
  const { t, label } = useText()
  const kinds = (useKinds().data?.kinds ?? []).filter(
    ({ id, available }) => id.startsWith(TRIGGER) && available !== false,
  )
  const kind = kinds.find(({ id }) => id === trigger.kind)
  const custom = useSettingControls(trigger.kind ?? "")
  return (
    <div className="flex max-w-[720px] flex-col gap-y-4">
      <Labelled
        label={t("wizard.when.what")}
        hint={label(kind?.explanation)}
        wrong={<FieldProblems problems={problems} path="trigger.kind" />}
      >
        {(id) => (
          <Choose
            id={id}
            placeholder={t("rules.choose")}
            value={trigger.kind}
            options={kinds.map((one) => ({ value: one.id, label: label(one.label) }))}
            onChange={(chosen) => {
              const settings = kinds.find((one) => one.id === chosen)?.settings
              answer({ trigger: { kind: chosen, settings: settings ? startOf(settings) : {} } })
            }}
          />
        )}
      </Labelled>
      {kind ? (
        <SchemaForm
          key={kind.id}
          schema={kind.settings}
          values={trigger.settings}
          onChange={(settings) => answer({ trigger: { ...trigger, settings } })}
          custom={custom}
          problems={problems}
          path="trigger"
        />
      ) : null}
      <FieldProblems problems={problems} path="trigger" />
    </div>
  )
}
