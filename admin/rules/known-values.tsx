import { type ReactNode, useState } from "react"
import { type CatalogueField, useFieldValues } from "../api/catalogue"
import { useText } from "../i18n/use-text"

/** Asks how the values of a field are spread as soon as somebody comes near to choosing one. */
export function useInterest(field: CatalogueField) {
  const [interested, setInterested] = useState(false)
  const known = useFieldValues(field.id, interested)
  const wake = () => setInterested(true)
  return { known: known.data, near: { onPointerEnter: wake, onFocus: wake } }
}

/** Beside a number or a day: between what this store's customers lie, and where their middle is. */
export function Spread({
  field,
  currency,
  children,
}: {
  field: CatalogueField
  currency: string
  children: ReactNode
}) {
  const { t, number, money, calendarDay } = useText()
  const { known, near } = useInterest(field)
  const shown = (value: number | string) => {
    if (typeof value === "string") return calendarDay(value)
    return field.type === "money" ? money(value, currency) : number(value)
  }
  return (
    <div className="flex flex-wrap items-center gap-1.5" {...near}>
      {children}
      {known?.spread ? (
        <span className="txt-compact-xsmall text-ui-fg-subtle">
          {t(field.type === "date" ? "rules.spreadOfDays" : "rules.spread", {
            min: shown(known.spread.min),
            median: shown(known.spread.median),
            max: shown(known.spread.max),
          })}
        </span>
      ) : null}
    </div>
  )
}
