import { XMarkMini } from "@medusajs/icons"
import { Badge } from "@medusajs/ui"
import { useState } from "react"
import { useText } from "../i18n/use-text"
import { type Offer, OfferInput } from "./offer-input"

/** Several words: typed one after the other, pasted with commas or line breaks, or taken from what is offered. */
export function TextsInput({
  label,
  values,
  onChange,
  offers,
  nameOf = (value) => value,
}: {
  label: string
  values: string[]
  onChange: (values: string[]) => void
  offers?: Offer[]
  /** What people call a value. */
  nameOf?: (value: string) => string
}) {
  const { t } = useText()
  const [typed, type] = useState("")
  const add = (words: string[]) => {
    const fresh = [...new Set(words)].filter((word) => word && !values.includes(word))
    if (fresh.length > 0) onChange([...values, ...fresh])
    type("")
  }
  const take = (text: string) => add(text.split(/[\n,;]/).map((word) => word.trim()))
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-1.5">
      {values.map((value) => (
        <Badge key={value} size="2xsmall" className="max-w-full gap-x-1">
          <span className="truncate">{nameOf(value)}</span>
          <button
            type="button"
            aria-label={t("form.remove", { name: nameOf(value) })}
            className="text-ui-fg-subtle hover:text-ui-fg-base"
            onClick={() => onChange(values.filter((v) => v !== value))}
          >
            <XMarkMini />
          </button>
        </Badge>
      ))}
      <div className="w-40" data-own-undo>
        <OfferInput
          label={label}
          placeholder={t("form.addWord")}
          value={typed}
          offers={offers?.filter((offer) => !values.includes(offer.value))}
          onType={(text) => (/[\n,;]/.test(text) ? take(text) : type(text))}
          onTake={(value) => add([value])}
          onDone={() => take(typed)}
        />
      </div>
    </div>
  )
}
