import { clx, RadioGroup } from "@medusajs/ui"
import { useDirection } from "../../page/direction"

/** A few ways side by side, one of them chosen. */
export function ChoiceCards<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string
  value: T
  options: { value: T; label: string; text: string }[]
  onChange: (value: T) => void
}) {
  return (
    <RadioGroup
      aria-label={label}
      dir={useDirection()}
      value={value}
      onValueChange={(next) => onChange(next as T)}
      className={clx("grid gap-3", options.length % 3 === 0 ? "md:grid-cols-3" : "md:grid-cols-2")}
    >
      {options.map((option) => (
        <RadioGroup.ChoiceBox
          key={option.value}
          value={option.value}
          label={option.label}
          description={option.text}
        />
      ))}
    </RadioGroup>
  )
}
