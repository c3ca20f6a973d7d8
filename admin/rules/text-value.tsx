import type { CatalogueField } from "../api/catalogue"
import { type Offer, OfferInput } from "../form/offer-input"
import { TextsInput } from "../form/texts-input"
import { OneThing, ThingPicker } from "../form/thing-picker"
import { useText } from "../i18n/use-text"
import { useInterest } from "./known-values"
import { useValueName } from "./value-name"

type Props = { field: CatalogueField; value: unknown; onChange: (value: unknown) => void }

/** A text, with the values that this store's customers have most often. */
export function TextValue({ field, value, onChange, part }: Props & { part: boolean }) {
  const { t } = useText()
  const { offers, near } = useOffers(field)
  const typed = typeof value === "string" ? value : ""
  const named = useValueName(field)(typed)
  if (field.ids_of && !part)
    return (
      <OneThing source={field.ids_of} label={t("rules.value")} id={typed || undefined} onChange={onChange} />
    )
  return (
    <div className="flex items-center gap-1.5" {...near}>
      <div className="w-40">
        <OfferInput
          label={t("rules.value")}
          value={typed}
          // Part of a value is offered by nobody.
          offers={part ? undefined : offers}
          onType={onChange}
          onTake={onChange}
        />
      </div>
      {named === typed || part ? null : <span className="txt-compact-small text-ui-fg-subtle">{named}</span>}
    </div>
  )
}

/** Several of them. */
export function TextsValue({ field, value, onChange, label }: Props & { label?: string }) {
  const { t } = useText()
  const { offers, near } = useOffers(field)
  const nameOf = useValueName(field)
  const values = Array.isArray(value) ? value.map(String) : []
  if (field.ids_of)
    return (
      <ThingPicker
        source={field.ids_of}
        ids={values}
        label={values.length > 0 ? t("rules.addMore") : t("rules.choose")}
        onChange={onChange}
      />
    )
  return (
    <div className="min-w-0" {...near}>
      <TextsInput
        label={label ?? t("rules.value")}
        values={values}
        onChange={onChange}
        offers={offers}
        nameOf={nameOf}
      />
    </div>
  )
}

function useOffers(field: CatalogueField) {
  const nameOf = useValueName(field)
  const { known, near } = useInterest(field)
  const offers = (known?.values ?? []).map(({ value, count }): Offer => {
    const name = nameOf(value)
    return { value, name: name === value ? value : `${name} (${value})`, count }
  })
  return { offers, near }
}
