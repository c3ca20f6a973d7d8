import { Input } from "@medusajs/ui"
import { useEffect, useState } from "react"
import { fromMinor } from "../../src/core/money"
import type { Named } from "./labelled"
import { typedMinor } from "./typed-money"

/** A number that may be empty while it is being typed: full size in a form, small in a sentence. */
export function NumberInput({
  id,
  label,
  value,
  onChange,
  min,
  max,
  whole = false,
  className = "w-24",
}: Named & {
  value: number | undefined
  onChange: (value: number | undefined) => void
  min?: number
  max?: number
  whole?: boolean
  className?: string
}) {
  return (
    <div className={className}>
      <Input
        id={id}
        size={id ? "base" : "small"}
        type="number"
        aria-label={label}
        min={min}
        max={max}
        step={whole ? 1 : "any"}
        value={value ?? ""}
        onChange={(e) => onChange(e.target.value === "" ? undefined : Number(e.target.value))}
      />
    </div>
  )
}

/** An amount as people write it; the value is minor units. */
export function MoneyInput({
  id,
  label,
  value,
  currency,
  onChange,
  className = "w-32",
}: Named & {
  value: number | undefined
  currency: string
  onChange: (minor: number | undefined) => void
  className?: string
}) {
  const shown = value === undefined ? "" : fromMinor(value, currency)
  const [typed, type] = useState(shown)
  // What is typed stays as typed ("12." is on its way to "12.50"); only another value from outside replaces it.
  useEffect(() => {
    type((before) => ((typedMinor(before, currency) ?? undefined) === value ? before : shown))
  }, [shown, value, currency])
  return (
    <div className={className}>
      <Input
        id={id}
        size={id ? "base" : "small"}
        inputMode="decimal"
        aria-label={label}
        // What cannot be read is no amount, and must not look like one.
        aria-invalid={typed.trim() !== "" && typedMinor(typed, currency) === null}
        placeholder="0"
        value={typed}
        onChange={(e) => {
          type(e.target.value)
          onChange(typedMinor(e.target.value, currency) ?? undefined)
        }}
      />
    </div>
  )
}
