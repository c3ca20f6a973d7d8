import { clx, Select } from "@medusajs/ui"
import { useDirection } from "../page/direction"
import type { Named } from "./labelled"

/** `note` stands beside it in the list only. */
export type Option = { value: string; label: string; note?: string; disabled?: boolean }

/** A select: full size in a form, small in a sentence. */
export function Choose({
  id,
  label,
  value,
  options,
  onChange,
  placeholder,
  className,
}: Named & {
  value: string | undefined
  options: Option[]
  onChange: (value: string) => void
  placeholder?: string
  className?: string
}) {
  return (
    <Select
      dir={useDirection()}
      size={id ? "base" : "small"}
      value={value ?? ""}
      onValueChange={(next) => next && onChange(next)}
    >
      <Select.Trigger id={id} aria-label={label} className={clx("[&_[data-note]]:hidden", className)}>
        <Select.Value placeholder={placeholder} />
      </Select.Trigger>
      <Select.Content>
        {options.map((option) => (
          <Select.Item key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
            {option.note ? (
              <span data-note className="txt-compact-xsmall text-ui-fg-subtle ms-1 tabular-nums">
                {" "}
                {option.note}
              </span>
            ) : null}
          </Select.Item>
        ))}
      </Select.Content>
    </Select>
  )
}
