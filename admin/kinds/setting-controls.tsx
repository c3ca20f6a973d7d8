import { Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import type { ThingSource } from "../api/things"
import { useThings } from "../api/things"
import { Choose } from "../form/choose"
import type { CustomControls } from "../form/schema-form"
import { useText } from "../i18n/use-text"
import { RuleSetting } from "../rules/rule-setting"

type Control = CustomControls[string]

/** Settings that are more than a text: an id is picked from a list, a rule is built. By kind, then by property. */
export function useSettingControls(kind: string): CustomControls {
  const rule: Control = ({ value, onChange }) => <RuleSetting value={value} onChange={onChange} />
  if (kind === "benefit:coupon") return { template_id: picker("coupon_template", "/marketing/benefits") }
  if (kind === "segment") return { segment_id: picker("segment", "/marketing/segments") }
  if (kind === "conditions" || kind === "filter") return { rule }
  return {}
}

const picker =
  (source: ThingSource, makeAt: string): Control =>
  ({ value, onChange, label }) => (
    <ThingChoice
      source={source}
      makeAt={makeAt}
      label={label}
      value={typeof value === "string" ? value : undefined}
      onChange={onChange}
    />
  )

function ThingChoice({
  source,
  makeAt,
  label,
  value,
  onChange,
}: {
  source: ThingSource
  makeAt: string
  label: string
  value: string | undefined
  onChange: (value: unknown) => void
}) {
  const { t } = useText()
  const things = useThings(source, "")
  if (things.data?.length === 0)
    return (
      <Text size="small" className="text-ui-fg-subtle">
        {t("form.noneYet")}{" "}
        <Link to={makeAt} className="text-ui-fg-interactive">
          {t("form.makeOne")}
        </Link>
      </Text>
    )
  return (
    <Choose
      size="base"
      label={label}
      className="max-w-[420px]"
      placeholder={t("rules.choose")}
      value={value}
      options={(things.data ?? []).map((thing) => ({ value: thing.id, label: thing.name }))}
      onChange={onChange}
    />
  )
}
