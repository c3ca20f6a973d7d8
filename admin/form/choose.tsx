import { Select } from "@medusajs/ui"

export type Option = { value: string; label: string; disabled?: boolean }

/** A select with a stable name for people and tests. */
export function Choose({
  label,
  value,
  options,
  onChange,
  placeholder,
  className,
  size = "small",
}: {
  label: string
  value: string | undefined
  options: Option[]
  onChange: (value: string) => void
  placeholder?: string
  className?: string
  size?: "small" | "base"
}) {
  return (
    <Select size={size} value={value ?? ""} onValueChange={(next) => next && onChange(next)}>
      <Select.Trigger aria-label={label} className={className}>
        <Select.Value placeholder={placeholder} />
      </Select.Trigger>
      <Select.Content>
        {options.map((option) => (
          <Select.Item key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </Select.Item>
        ))}
      </Select.Content>
    </Select>
  )
}
