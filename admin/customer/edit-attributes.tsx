import { Checkbox, Hint, Input, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { type Attribute, type AttributeValue, useAttributes } from "../api/attributes"
import { Choose } from "../form/choose"
import { NumberInput } from "../form/inputs"
import { Labelled } from "../form/labelled"
import { useText } from "../i18n/use-text"
import { useAttributeText } from "./attribute-text"

export type Attributes = Record<string, AttributeValue | null>

/** A select cannot hold an empty value. */
const NOTHING = "-"

/** The store's own attributes of a customer, each as what it holds. */
export function EditAttributes({
  value,
  onChange,
}: {
  value: Attributes
  onChange: (next: Attributes) => void
}) {
  const { t } = useText()
  const { nameOf } = useAttributeText()
  const asked = useAttributes()
  const attributes = asked.data?.attributes ?? []
  return (
    <>
      {attributes.map((attribute) => (
        <Labelled key={attribute.key} label={nameOf(attribute)}>
          {(id) => (
            <Control
              id={id}
              attribute={attribute}
              value={value[attribute.key] ?? null}
              onChange={(next) => onChange({ ...value, [attribute.key]: next })}
            />
          )}
        </Labelled>
      ))}
      {asked.data ? (
        <Hint>
          {t("attributes.more")}{" "}
          <Link to="/settings/marketing" className="text-ui-fg-interactive">
            {t("attributes.toSettings")}
          </Link>
        </Hint>
      ) : null}
    </>
  )
}

type ControlProps = {
  id: string
  attribute: Attribute
  value: AttributeValue | null
  onChange: (value: AttributeValue | null) => void
}

function Control({ id, attribute, value, onChange }: ControlProps) {
  const { t } = useText()
  const { type, choices } = attribute
  if (type === "number")
    return (
      <NumberInput
        id={id}
        className="w-full"
        value={typeof value === "number" ? value : undefined}
        onChange={(next) => onChange(next ?? null)}
      />
    )
  if (type === "boolean") {
    const answers = [
      { value: "true", label: t("attributes.yes") },
      { value: "false", label: t("attributes.no") },
    ]
    const chosen = value === null ? null : String(value)
    return (
      <OneOf id={id} value={chosen} options={answers} onChange={(one) => onChange(one && one === "true")} />
    )
  }
  if (type === "choices") return <Several attribute={attribute} value={value} onChange={onChange} />
  if (type === "choice" && choices) {
    const options = choices.map((one) => ({ value: one, label: one }))
    return (
      <OneOf id={id} value={value === null ? null : String(value)} options={options} onChange={onChange} />
    )
  }
  return (
    <Input
      id={id}
      type={type === "date" ? "date" : "text"}
      maxLength={1_000}
      value={value === null ? "" : String(value)}
      onChange={(e) => onChange(e.target.value || null)}
    />
  )
}

function OneOf({
  id,
  value,
  options,
  onChange,
}: {
  id: string
  value: string | null
  options: { value: string; label: string }[]
  onChange: (value: string | null) => void
}) {
  const { t } = useText()
  return (
    <Choose
      id={id}
      value={value ?? NOTHING}
      options={[{ value: NOTHING, label: t("customer.notSaid") }, ...options]}
      onChange={(chosen) => onChange(chosen === NOTHING ? null : chosen)}
    />
  )
}

function Several({ attribute, value, onChange }: Omit<ControlProps, "id">) {
  const held = value === null ? [] : [value].flat().map(String)
  // What somebody has stays in sight, also when it is no choice any more.
  const all = [...new Set([...(attribute.choices ?? []), ...held])]
  const put = (one: string, on: boolean) => {
    const next = on ? [...held, one] : held.filter((other) => other !== one)
    onChange(next.length > 0 ? next : null)
  }
  return (
    <div className="flex flex-wrap gap-x-4 gap-y-2">
      {all.map((one) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox of Medusa is a button with a role
        <label key={one} className="flex items-center gap-x-2">
          <Checkbox
            checked={held.includes(one)}
            onCheckedChange={(on) => put(one, on === true)}
            aria-label={one}
          />
          <Text size="small" leading="compact">
            {one}
          </Text>
        </label>
      ))}
    </div>
  )
}
