import { clx } from "@medusajs/ui"
import type { CatalogueField } from "../api/catalogue"
import { Choose } from "../form/choose"
import { useText } from "../i18n/use-text"
import { useInterest } from "./known-values"
import { useValueName } from "./value-name"

type Props = {
  field: CatalogueField
  value: unknown
  onChange: (value: unknown) => void
}

/** One of a field's choices, each with how many customers it is true of. */
export function ChoiceValue({ field, value, onChange }: Props) {
  const { t, number } = useText()
  const nameOf = useValueName(field)
  const { known, near } = useInterest(field)
  const boolean = field.type === "boolean"
  const choices = boolean ? ["true", "false"] : (field.choices ?? []).map((choice) => choice.value)
  const count = (choice: string) => known?.values.find((one) => one.value === choice)?.count
  return (
    <div {...near}>
      <Choose
        label={t("rules.value")}
        className={boolean ? "w-24" : "w-40"}
        value={value === undefined ? undefined : String(value)}
        options={choices.map((choice) => ({
          value: choice,
          label: nameOf(choice),
          note: count(choice) === undefined ? undefined : number(count(choice) ?? 0),
        }))}
        placeholder={t("rules.choose")}
        onChange={(next) => onChange(boolean ? next === "true" : next)}
      />
    </div>
  )
}

/** Any number of them. */
export function ChoicesValue({ field, value, onChange }: Props) {
  const { number } = useText()
  const nameOf = useValueName(field)
  const { known, near } = useInterest(field)
  const chosen = Array.isArray(value) ? value.map(String) : []
  return (
    <div className="flex flex-wrap gap-1.5" {...near}>
      {(field.choices ?? []).map((choice) => {
        const on = chosen.includes(choice.value)
        const count = known?.values.find((one) => one.value === choice.value)?.count
        return (
          <button
            key={choice.value}
            type="button"
            aria-pressed={on}
            onClick={() =>
              onChange(on ? chosen.filter((one) => one !== choice.value) : [...chosen, choice.value])
            }
            className={clx(
              "txt-compact-small rounded-md border px-2 py-1",
              on
                ? "bg-ui-bg-interactive text-ui-fg-on-color border-transparent"
                : "bg-ui-bg-component border-ui-border-base text-ui-fg-subtle",
            )}
          >
            {nameOf(choice.value)}
            {count === undefined ? null : (
              <span className="txt-compact-xsmall ms-1.5 tabular-nums opacity-70">{number(count)}</span>
            )}
          </button>
        )
      })}
    </div>
  )
}
