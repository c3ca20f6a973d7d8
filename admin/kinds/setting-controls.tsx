import { Input, Text } from "@medusajs/ui"
import { useFields } from "../api/catalogue"
import type { ThingSource } from "../api/things"
import { Choose } from "../form/choose"
import type { CustomControls } from "../form/schema-form"
import { ThingChoice } from "../form/thing-choice"
import { ThingPicker } from "../form/thing-picker"
import { useText } from "../i18n/use-text"
import { EventChoice } from "../rules/add-condition"
import type { Where } from "../rules/rule"
import { RuleSetting } from "../rules/rule-setting"
import { WhereEditor } from "../rules/where-editor"
import { Reps } from "./reps"
import { VariantShares } from "./variant-shares"
import { WebhookAddress } from "./webhook-address"

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
  if (kind === "webhook") return { url: address }
  return {}
}

const audience: Control = ({ value, onChange }) => <RuleSetting value={value} onChange={onChange} />

/** Whoever is asked has entered the plan and passed other nodes: windows may count from there. */
const filter: Control = ({ value, onChange, needed }) => (
  <RuleSetting value={value} onChange={onChange} needed={needed} inCanvas />
)

/** What stands behind it has a secret of its own, which is no setting. */
const address: Control = ({ id, value, onChange }) => (
  <WebhookAddress id={id} value={typeof value === "string" ? value : ""} onChange={onChange} />
)

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

function Products({ ids, onChange }: { ids: string[]; onChange: (ids: string[]) => void }) {
  const { t } = useText()
  return (
    <ThingPicker
      source="product"
      ids={ids}
      label={t(ids.length > 0 ? "rules.addMore" : "rules.choose")}
      onChange={onChange}
    />
  )
}

function EventWhere({
  event,
  where,
  onChange,
}: {
  event: string | undefined
  where: Where | undefined
  onChange: (where: Where | undefined) => void
}) {
  const { t } = useText()
  if (!event) return <Text size="small">{t("settings.eventFirst")}</Text>
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <WhereEditor key={event} event={event} value={where} onChange={onChange} />
    </div>
  )
}

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])
const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value ? value : undefined

/** What a kind's schema asks for by name (src/extension/form.ts). */
const ASKED_FOR: CustomControls = {
  "control:rule": audience,
  "control:rule-in-canvas": filter,
  "control:segment": picker("segment", "/marketing/segments"),
  "control:list": picker("segment", "/marketing/segments"),
  "control:coupon-template": picker("coupon_template", "/marketing/benefits"),
  "control:attribute": (props) => <FieldChoice {...props} />,
  "control:products": ({ value, onChange }) => <Products ids={listOf(value)} onChange={onChange} />,
  "control:reps": ({ value, onChange }) => <Reps value={listOf(value)} onChange={onChange} />,
  "control:event": ({ id, value, values, onValues }) => (
    <EventChoice
      id={id}
      event={textOf(value)}
      // What narrowed one event may have no meaning for another.
      onChange={(event) => onValues({ ...values, event, where: undefined })}
    />
  ),
  "control:event-where": ({ value, values, onChange }) => (
    <EventWhere event={textOf(values.event)} where={value as Where | undefined} onChange={onChange} />
  ),
  "control:time": ({ id, value, onChange }) => (
    <Input
      id={id}
      type="time"
      className="w-40"
      value={textOf(value) ?? ""}
      onChange={(e) => onChange(e.target.value.slice(0, 5))}
    />
  ),
  "control:moment": ({ id, value, onChange }) => (
    <Input
      id={id}
      type="datetime-local"
      className="w-60"
      value={textOf(value) ?? ""}
      onChange={(e) => onChange(e.target.value.slice(0, 16))}
    />
  ),
}
