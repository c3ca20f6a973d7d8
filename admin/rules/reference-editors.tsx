import { Text } from "@medusajs/ui"
import { useContext } from "react"
import { COUPON_STATES, MESSAGE_OUTCOMES, PLAN_OUTCOMES } from "../../src/core/rules/outcomes"
import { useChannels } from "../api/catalogue"
import { Choose } from "../form/choose"
import { OneThing } from "../form/thing-picker"
import { useText } from "../i18n/use-text"
import { CardOutcomeEditor } from "./card-outcome-editor"
import { DurationInput } from "./duration"
import { EarlierCardsContext } from "./earlier-cards"
import type { HoldsCondition, PlanCondition, SegmentCondition } from "./rule"
import { WindowEditor } from "./window-editor"

/** "Is in segment [Lapsed]" */
export function SegmentEditor({
  value,
  onChange,
}: {
  value: SegmentCondition
  onChange: (next: SegmentCondition) => void
}) {
  const { t } = useText()
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <Text size="small" leading="compact" weight="plus">
        {t("rules.inSegment")}
      </Text>
      <OneThing
        source="segment"
        label={t("rules.segment")}
        id={value.in_segment || undefined}
        onChange={(id) => onChange({ in_segment: id ?? "" })}
      />
    </div>
  )
}

const ANY_CHANNEL = "any channel"

/** "In the plan [any] [clicked] [by any channel] [in the last 7 days]" */
export function PlanEditor({
  value,
  onChange,
  inCanvas,
}: {
  value: PlanCondition
  onChange: (next: PlanCondition) => void
  inCanvas?: boolean
}) {
  const { t, label } = useText()
  const earlier = useContext(EarlierCardsContext)
  const channels = useChannels().data?.channels ?? []
  if (earlier && value.plan === earlier.plan)
    return <CardOutcomeEditor value={value} earlier={earlier} onChange={onChange} />
  const ofMessage = MESSAGE_OUTCOMES.includes(value.outcome)
  const ways = channels.map((one) => ({ value: one.id, label: label(one.label) }))
  const isGone = value.channel !== undefined && ways.every((one) => one.value !== value.channel)
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <Text size="small" leading="compact" weight="plus">
        {t("rules.inPlan")}
      </Text>
      <OneThing
        source="plan"
        label={t("rules.plan")}
        none={t("rules.anyPlan")}
        id={value.plan || undefined}
        // A card of another plan is none of this one.
        onChange={(plan) => onChange(without({ ...value, plan, node: undefined }))}
      />
      <Choose
        label={t("rules.outcome")}
        className="w-40"
        value={value.outcome}
        options={PLAN_OUTCOMES.map((o) => ({ value: o, label: t(`rules.outcomes.${o}`) }))}
        onChange={(next) => {
          const outcome = next as PlanCondition["outcome"]
          const channel = MESSAGE_OUTCOMES.includes(outcome) ? value.channel : undefined
          onChange(without({ ...value, outcome, channel }))
        }}
      />
      {ofMessage || value.channel ? (
        <Choose
          label={t("rules.channel")}
          className="w-fit gap-x-1.5"
          value={value.channel ?? ANY_CHANNEL}
          options={[
            { value: ANY_CHANNEL, label: t("rules.anyChannel") },
            ...ways,
            ...(isGone ? [{ value: value.channel!, label: t("form.deleted", { name: value.channel }) }] : []),
          ]}
          onChange={(channel) =>
            onChange(without({ ...value, channel: channel === ANY_CHANNEL ? undefined : channel }))
          }
        />
      ) : null}
      <WindowEditor
        value={value.window}
        onChange={(window) => onChange(without({ ...value, window }))}
        inCanvas={inCanvas}
      />
    </div>
  )
}

/** "Holds a coupon [of template] that [can be used], expiring within [7 days]" */
export function HoldsEditor({
  value,
  onChange,
}: {
  value: HoldsCondition
  onChange: (next: HoldsCondition) => void
}) {
  const { t } = useText()
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <Text size="small" leading="compact" weight="plus">
        {t("rules.holdsCoupon")}
      </Text>
      <OneThing
        source="coupon_template"
        label={t("rules.couponTemplate")}
        none={t("rules.anyCoupon")}
        id={value.template}
        onChange={(template) => onChange(without({ ...value, template }))}
      />
      <Choose
        label={t("rules.couponState")}
        className="w-36"
        value={value.state ?? "usable"}
        options={COUPON_STATES.map((s) => ({ value: s, label: t(`rules.couponStates.${s}`) }))}
        onChange={(state) => onChange({ ...value, state: state as HoldsCondition["state"] })}
      />
      <Choose
        label={t("rules.expiry")}
        className="w-40"
        value={value.expires_within ? "within" : "any"}
        options={[
          { value: "any", label: t("rules.anyExpiry") },
          { value: "within", label: t("rules.expiresWithin") },
        ]}
        onChange={(v) =>
          onChange(without({ ...value, expires_within: v === "any" ? undefined : { days: 7 } }))
        }
      />
      {value.expires_within ? (
        <DurationInput
          label={t("rules.expiresWithin")}
          value={value.expires_within}
          onChange={(expires_within) => onChange({ ...value, expires_within })}
        />
      ) : null}
    </div>
  )
}

/** The rule language refuses keys without a value. */
function without<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as T
}
