import { Input } from "@medusajs/ui"
import { NumberInput } from "../form/inputs"
import { useText } from "../i18n/use-text"

type Variant = { id: string; name: string; share?: number }

/** The groups of a split test: what each is called and how many percent go there. Each is a way out of the card. */
export function VariantShares({
  variants,
  onChange,
}: {
  variants: Variant[]
  onChange: (variants: Variant[]) => void
}) {
  const { t } = useText()
  const change = (id: string, to: Partial<Variant>) =>
    onChange(variants.map((variant) => (variant.id === id ? { ...variant, ...to } : variant)))
  return (
    <ul className="flex flex-col gap-y-2">
      {variants.map(({ id, name, share }) => (
        <li key={id} className="flex items-center gap-2">
          <Input
            size="small"
            className="w-56"
            aria-label={t("settings.variantName", { id })}
            value={name}
            onChange={(e) => change(id, { name: e.target.value })}
          />
          <NumberInput
            label={t("settings.variantShare", { id })}
            className="w-20"
            whole
            min={1}
            max={99}
            value={share}
            onChange={(percent) => change(id, { share: percent })}
          />
          <span className="txt-compact-small text-ui-fg-muted">%</span>
        </li>
      ))}
    </ul>
  )
}
