import { useFields } from "../api/catalogue"
import type { ThingSource } from "../api/things"
import { useThings } from "../api/things"
import { Choose } from "../form/choose"
import { NoneYet } from "../form/none-yet"
import type { CustomControls } from "../form/schema-form"
import { useText } from "../i18n/use-text"
import { RuleSetting } from "../rules/rule-setting"
import { VariantShares } from "./variant-shares"

type Control = CustomControls[string]

/** Settings that are more than a text: an id is picked from a list, a rule is built. By kind, then by property. */
export function useSettingControls(kind: string): CustomControls {
  return { ...ASKED_FOR, ...ofKind(kind) }
}

function ofKind(kind: string): CustomControls {
  if (kind === "benefit:coupon") return { template_id: picker("coupon_template", "/marketing/benefits") }
  if (kind === "segment") return { segment_id: picker("segment", "/marketing/segments") }
  if (kind === "split-test") return { variants }
  if (kind === "conditions") return { rule: audience }
  if (kind === "filter") return { rule: filter }
  return {}
}

const audience: Control = ({ value, onChange }) => <RuleSetting value={value} onChange={onChange} />

/** Whoever is asked has entered the plan and passed other nodes: windows may count from there. */
const filter: Control = ({ value, onChange }) => <RuleSetting value={value} onChange={onChange} inCanvas />

const variants: Control = ({ value, onChange }) => (
  <VariantShares variants={Array.isArray(value) ? value : []} onChange={onChange} />
)

const picker: (source: ThingSource, makeAt: string) => Control =
  (source, makeAt) =>
  ({ id, value, onChange }) => (
    <ThingChoice
      source={source}
      makeAt={makeAt}
      id={id}
      value={typeof value === "string" ? value : undefined}
      onChange={onChange}
    />
  )

function ThingChoice({
  source,
  id,
  makeAt,
  value,
  onChange,
}: {
  source: ThingSource
  id: string
  makeAt: string
  value: string | undefined
  onChange: (value: unknown) => void
}) {
  const { t } = useText()
  const things = useThings(source, "")
  if (things.data?.length === 0) return <NoneYet makeAt={makeAt} />
  return (
    <Choose
      id={id}
      className="max-w-[420px]"
      placeholder={t("rules.choose")}
      value={value}
      options={(things.data ?? []).map((thing) => ({ value: thing.id, label: thing.name }))}
      onChange={onChange}
    />
  )
}

/** Fields of the profile that a plan can set; the store's own attributes come with them. */
const SETTABLE = new Set(
  [
    ...["gender", "birthday", "language", "source", "tier", "growth_value", "home_store"],
    ...["member_since", "membership_expires_at", "rep", "referrer"],
  ].map((name) => `profile.${name}`),
)

function FieldChoice({
  id,
  value,
  onChange,
}: {
  id: string
  value: unknown
  onChange: (value: unknown) => void
}) {
  const { label } = useText()
  const fields = useFields()
  const settable = (fields.data?.fields ?? []).filter(
    (field) => SETTABLE.has(field.id) || field.id.startsWith("profile.attributes."),
  )
  return (
    <Choose
      id={id}
      value={typeof value === "string" ? value : undefined}
      options={settable.map((field) => ({ value: field.id, label: label(field.label) }))}
      onChange={onChange}
    />
  )
}

/** What a kind's schema asks for by name (src/extension/form.ts). */
const ASKED_FOR: CustomControls = {
  "control:rule": audience,
  "control:rule-in-canvas": filter,
  "control:segment": picker("segment", "/marketing/segments"),
  "control:list": picker("segment", "/marketing/segments"),
  "control:coupon-template": picker("coupon_template", "/marketing/benefits"),
  "control:attribute": (props) => <FieldChoice {...props} />,
}
