import { Text } from "@medusajs/ui"
import { useThings } from "../api/things"
import { Choose } from "../form/choose"
import { useText } from "../i18n/use-text"
import { DurationInput } from "./duration"
import type { HoldsCondition, PlanCondition, SegmentCondition } from "./rule"
import { WindowEditor } from "./window-editor"

const OUTCOMES = ["entered", "received", "failed", "opened", "clicked", "converted", "held_out"] as const
const STATES = ["usable", "used", "revoked", "expired"] as const

/** "Is in segment [Lapsed]" */
export function SegmentEditor({
  value,
  onChange,
}: {
  value: SegmentCondition
  onChange: (next: SegmentCondition) => void
}) {
  const { t } = useText()
  const segments = useThings("segment", "")
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <Text size="small" leading="compact" weight="plus">
        {t("rules.inSegment")}
      </Text>
      <Choose
        label={t("rules.segment")}
        className="w-64"
        placeholder={t("rules.choose")}
        value={value.in_segment}
        options={(segments.data ?? []).map((s) => ({ value: s.id, label: s.name }))}
        onChange={(in_segment) => onChange({ in_segment })}
      />
    </div>
  )
}

/** "In plan [Win back] [clicked] [in the last 7 days]" */
export function PlanEditor({
  value,
  onChange,
  inCanvas,
}: {
  value: PlanCondition
  onChange: (next: PlanCondition) => void
  inCanvas?: boolean
}) {
  const { t } = useText()
  const plans = useThings("plan", "")
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <Text size="small" leading="compact" weight="plus">
        {t("rules.inPlan")}
      </Text>
      <Choose
        label={t("rules.plan")}
        className="w-56"
        placeholder={t("rules.choose")}
        value={value.plan}
        options={(plans.data ?? []).map((p) => ({ value: p.id, label: p.name }))}
        onChange={(plan) => onChange({ ...value, plan })}
      />
      <Choose
        label={t("rules.outcome")}
        className="w-40"
        value={value.outcome}
        options={OUTCOMES.map((o) => ({ value: o, label: t(`rules.outcomes.${o}`) }))}
        onChange={(outcome) => onChange({ ...value, outcome: outcome as PlanCondition["outcome"] })}
      />
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
  const templates = useThings("coupon_template", "")
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <Text size="small" leading="compact" weight="plus">
        {t("rules.holdsCoupon")}
      </Text>
      <Choose
        label={t("rules.couponTemplate")}
        className="w-56"
        value={value.template ?? "*"}
        options={[
          { value: "*", label: t("rules.anyCoupon") },
          ...(templates.data ?? []).map((c) => ({ value: c.id, label: c.name })),
        ]}
        onChange={(c) => onChange(without({ ...value, template: c === "*" ? undefined : c }))}
      />
      <Choose
        label={t("rules.couponState")}
        className="w-36"
        value={value.state ?? "usable"}
        options={STATES.map((s) => ({ value: s, label: t(`rules.couponStates.${s}`) }))}
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
