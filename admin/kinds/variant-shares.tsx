import { Plus, Trash } from "@medusajs/icons"
import { Button, IconButton, Input } from "@medusajs/ui"
import { newNodeId } from "../../src/core/canvas/editing/edits"
import { NumberInput } from "../form/inputs"
import { useText } from "../i18n/use-text"

type Variant = { id: string; name: string; share?: number }

// As the kind's schema bounds them.
const FEWEST = 2
const MOST = 10
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

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
  const add = () => {
    const name = [...LETTERS].find((letter) => variants.every((variant) => variant.name !== letter)) ?? ""
    const left = 100 - variants.reduce((sum, { share = 0 }) => sum + share, 0)
    // Never the id of a group that was there before: its line would be this one's.
    onChange([...variants, { id: newNodeId("v"), name, share: left > 0 ? left : undefined }])
  }
  return (
    <div className="flex flex-col gap-y-2">
      <ul className="flex flex-col gap-y-2">
        {variants.map(({ id, name, share }) => (
          <li key={id} className="flex items-center gap-2">
            <div className="w-56 min-w-0">
              <Input
                size="small"
                aria-label={t("settings.variantName", { id: name || id })}
                value={name}
                onChange={(e) => change(id, { name: e.target.value })}
              />
            </div>
            <NumberInput
              label={t("settings.variantShare", { id: name || id })}
              className="w-16 shrink-0"
              whole
              min={1}
              max={99}
              value={share}
              onChange={(percent) => change(id, { share: percent })}
            />
            <span className="txt-compact-small text-ui-fg-subtle">%</span>
            {variants.length > FEWEST ? (
              <IconButton
                size="small"
                variant="transparent"
                aria-label={t("form.remove", { name })}
                onClick={() => onChange(variants.filter((variant) => variant.id !== id))}
              >
                <Trash />
              </IconButton>
            ) : null}
          </li>
        ))}
      </ul>
      {variants.length < MOST ? (
        <Button size="small" variant="secondary" className="self-start" onClick={add}>
          <Plus />
          {t("form.addOne")}
        </Button>
      ) : null}
    </div>
  )
}
