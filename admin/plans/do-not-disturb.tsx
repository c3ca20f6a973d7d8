import { doNotDisturb, type DoNotDisturb as Rule } from "../../src/core/canvas/plan-settings"
import { Choose } from "../form/choose"
import { NumberInput } from "../form/inputs"
import { Labelled } from "../form/labelled"
import { useText } from "../i18n/use-text"

const LONGEST_HOURS = 168

/** Whether a plan leaves those alone whom another one wrote to shortly before; an empty field means that it does not. */
export function DoNotDisturb({
  rule,
  onChange,
}: {
  rule: Rule | undefined
  onChange: (rule: Rule | undefined) => void
}) {
  const { t } = useText()
  return (
    <>
      <Labelled label={t("plans.settings.disturb")} hint={t("plans.settings.disturbText")} optional>
        {(id) => (
          <NumberInput
            id={id}
            whole
            min={1}
            max={LONGEST_HOURS}
            value={rule?.hours}
            onChange={(hours) => onChange(hours ? doNotDisturb.parse({ ...rule, hours }) : undefined)}
          />
        )}
      </Labelled>
      {rule ? (
        <Labelled label={t("plans.settings.disturbThen")}>
          {(id) => (
            <Choose
              id={id}
              value={rule.then}
              options={[
                { value: "skip", label: t("limits.isDropped") },
                { value: "hold", label: t("plans.settings.disturbHold") },
              ]}
              onChange={(then) => onChange({ ...rule, then: then as Rule["then"] })}
            />
          )}
        </Labelled>
      ) : null}
    </>
  )
}
