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

const picker =
  (source: ThingSource, makeAt: string): Control =>
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
