import { Hint, Input } from "@medusajs/ui"
import { type ComponentProps, useEffect, useId, useState } from "react"
import { fromMinor } from "../../src/core/money"
import { useText } from "../i18n/use-text"
import type { Named } from "./labelled"
import { typedMinor } from "./typed-money"
import { asTyped, typedNumber } from "./typed-number"

/** A number that may be empty while it is being typed: full size in a form, small in a sentence. */
export function NumberInput({
  value,
  onChange,
  min = Number.NEGATIVE_INFINITY,
  max = Number.POSITIVE_INFINITY,
  whole = false,
  className = "w-24",
  ...named
}: Named & {
  value: number | undefined
  onChange: (value: number | undefined) => void
  min?: number
  max?: number
  whole?: boolean
  className?: string
}) {
  const { t } = useText()
  const now = typeof value === "number" ? value : undefined
  const step = (by: number) => onChange(Math.min(max, Math.max(min, (now ?? 0) + by)))
  return (
    <Typed
      {...named}
      className={className}
      value={value}
      shown={value === undefined || value === null ? "" : String(value)}
      read={typedNumber}
      onChange={onChange}
      wrong={(typed) => {
        const read = typedNumber(typed)
        if (read === null) return t(whole ? "values.whole" : "values.number")
        return whole && !Number.isInteger(read) ? t("values.whole") : null
      }}
      role="spinbutton"
      inputMode={whole ? "numeric" : "decimal"}
      aria-valuenow={now}
      aria-valuemin={Number.isFinite(min) ? min : undefined}
      aria-valuemax={Number.isFinite(max) ? max : undefined}
      onKeyDown={(e) => {
        const by = e.key === "ArrowUp" ? 1 : e.key === "ArrowDown" ? -1 : 0
        if (by === 0) return
        e.preventDefault()
        step(by)
      }}
    />
  )
}

/** An amount as people write it; the value is minor units. */
export function MoneyInput({
  value,
  currency,
  onChange,
  className = "w-32",
  ...named
}: Named & {
  value: number | undefined
  currency: string
  onChange: (minor: number | undefined) => void
  className?: string
}) {
  const { t } = useText()
  const read = (typed: string) => typedMinor(typed, currency)
  return (
    <Typed
      {...named}
      className={className}
      value={value}
      shown={typeof value === "number" ? fromMinor(value, currency) : (value ?? "")}
      read={read}
      onChange={onChange}
      wrong={(typed) => (read(typed) === null ? t("values.number") : null)}
      inputMode="decimal"
      placeholder="0"
    />
  )
}

/** What is typed stays as typed ("12." is on its way to "12.50"); only another value from outside replaces it. */
function Typed({
  id,
  label,
  value,
  shown,
  read,
  onChange,
  wrong,
  className,
  ...input
}: Named & {
  value: number | undefined
  shown: string
  read: (text: string) => number | null
  onChange: (value: number | undefined) => void
  /** What is wrong with a text that is no such number. */
  wrong: (typed: string) => string | null
  className: string
} & Pick<ComponentProps<"input">, "role" | "inputMode" | "placeholder" | "onKeyDown"> &
  Pick<ComponentProps<"input">, "aria-valuenow" | "aria-valuemin" | "aria-valuemax">) {
  const [typed, type] = useState(shown)
  const said = useId()
  const known = value ?? undefined
  useEffect(() => {
    type((before) => {
      const stands = asTyped(before, read) === known || (known === undefined && read(before) === null)
      return stands ? before : shown
    })
  }, [shown, known, read])
  const sentence = typed.trim() === "" ? null : wrong(typed)
  return (
    <div className={className}>
      <Input
        id={id}
        size={id ? "base" : "small"}
        aria-label={label}
        aria-invalid={sentence !== null}
        aria-describedby={sentence === null ? undefined : said}
        value={typed}
        onChange={(e) => {
          type(e.target.value)
          onChange(asTyped(e.target.value, read))
        }}
        {...input}
      />
      {sentence === null ? null : (
        <Hint id={said} variant="error" className="mt-1">
          {sentence}
        </Hint>
      )}
    </div>
  )
}

/** Of a value that cannot be read as a number its input says so itself. */
export const isSaidByInput = ({ values }: { values?: Record<string, unknown> }): boolean =>
  values?.fit === "number" || values?.fit === "whole"
