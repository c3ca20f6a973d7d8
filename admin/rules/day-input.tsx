import { Input } from "@medusajs/ui"

/** A day of the calendar, or, when it came with a time, a moment of the store's wall clock. */
export function DayInput({
  label,
  value,
  onChange,
}: {
  label: string
  value: unknown
  onChange: (value: string) => void
}) {
  const text = typeof value === "string" ? value : ""
  const moment = text.includes("T")
  return (
    <div className={moment ? "w-52" : "w-40"}>
      <Input
        size="small"
        type={moment ? "datetime-local" : "date"}
        aria-label={label}
        value={text}
        onChange={(e) => onChange(e.target.value)}
      />
    </div>
  )
}
