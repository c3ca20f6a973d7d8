import { useFields } from "../api/catalogue"
import { useText } from "../i18n/use-text"
import { TextsValue } from "../rules/text-value"

/** Sales reps go by the names that profiles hold; those of this store's customers are offered. */
export function Reps({ value, onChange }: { value: string[]; onChange: (reps: string[]) => void }) {
  const { label } = useText()
  const field = useFields().data?.fields.find(({ id }) => id === "profile.rep")
  return field ? (
    <TextsValue
      field={field}
      value={value}
      label={label(field.label)}
      onChange={(reps) => onChange(reps as string[])}
    />
  ) : null
}
