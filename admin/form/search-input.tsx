import { Input } from "@medusajs/ui"

/** Narrows what stands below it. */
export const SearchInput = ({
  label,
  placeholder = label,
  autoFocus,
  value,
  onChange,
}: {
  label: string
  placeholder?: string
  autoFocus?: boolean
  value: string
  onChange: (typed: string) => void
}) => (
  <Input
    size="small"
    type="search"
    autoFocus={autoFocus}
    aria-label={label}
    placeholder={placeholder}
    value={value}
    onChange={(event) => onChange(event.target.value)}
  />
)
