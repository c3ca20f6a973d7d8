import { doNotDisturb, type DoNotDisturb as Rule } from "../../src/core/canvas/plan-settings"
import { useLeavingChannels } from "../api/catalogue"
import { useThingNames } from "../api/things"
import { Choose } from "../form/choose"
import { NumberInput } from "../form/inputs"
import { Labelled } from "../form/labelled"
import { Several } from "../form/several"
import { ThingPicker } from "../form/thing-picker"
import { useText } from "../i18n/use-text"
import { Fact } from "../page/section"

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
      <Labelled label={t("plans.settings.disturbHours")} hint={t("plans.settings.disturbText")} optional>
        {(id) => (
          <NumberInput
            id={id}
            whole
            min={1}
            max={LONGEST_HOURS}
            value={rule?.hours}
            onChange={(hours) =>
              onChange(hours ? { ...(rule ?? doNotDisturb.parse({ hours: 1 })), hours } : undefined)
            }
          />
        )}
      </Labelled>
      {rule ? <Disturbing rule={rule} onChange={onChange} /> : null}
    </>
  )
}

/** What becomes of a message that would disturb, and whose messages do not count. */
function Disturbing({ rule, onChange }: { rule: Rule; onChange: (rule: Rule) => void }) {
  const { t, label } = useText()
  const channels = useLeavingChannels()
  const known = channels.map((channel) => ({ value: channel.id, label: label(channel.label) }))
  // What is no longer there can be seen, and taken away.
  const gone = rule.except_channels.filter((id) => !channels.some((channel) => channel.id === id))
  return (
    <>
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
      <Labelled label={t("plans.settings.exceptPlans")} hint={t("plans.settings.exceptPlansText")} optional>
        <ThingPicker
          source="plan"
          label={t("plans.settings.choosePlans")}
          ids={rule.except_plans}
          onChange={(except_plans) => onChange({ ...rule, except_plans })}
        />
      </Labelled>
      <Labelled
        label={t("plans.settings.exceptChannels")}
        hint={t("plans.settings.exceptChannelsText")}
        optional
      >
        {(id) => (
          <Several
            id={id}
            options={[...known, ...gone.map((value) => ({ value, label: value }))]}
            values={rule.except_channels}
            onChange={(except_channels) => onChange({ ...rule, except_channels })}
          />
        )}
      </Labelled>
    </>
  )
}

/** The same, to be read. */
export function DisturbingShown({ rule }: { rule: Rule }) {
  const { t, label } = useText()
  const channels = useLeavingChannels()
  const plans = useThingNames("plan", rule.except_plans).data ?? {}
  const spared = [
    ...rule.except_plans.map((id) => plans[id] ?? id),
    ...rule.except_channels.map((id) => label(channels.find((one) => one.id === id)?.label) || id),
  ]
  return (
    <>
      <Fact name={t("plans.settings.disturb")}>{t("plans.settings.disturbLine", { count: rule.hours })}</Fact>
      <Fact name={t("plans.settings.disturbThen")}>
        {t(rule.then === "hold" ? "plans.settings.disturbHold" : "limits.isDropped")}
      </Fact>
      {spared.length > 0 ? (
        <Fact name={t("plans.settings.except")}>{spared.join(t("named.comma"))}</Fact>
      ) : null}
    </>
  )
}
