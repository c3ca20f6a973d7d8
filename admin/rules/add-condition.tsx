import { Plus } from "@medusajs/icons"
import { Button, Input, Popover, Text } from "@medusajs/ui"
import { useMemo, useState } from "react"
import type { CatalogueField } from "../api/catalogue"
import { useText } from "../i18n/use-text"
import { KNOWN_EVENTS } from "./events"
import { firstOperator, firstValue, shapeOf } from "./operators"
import type { Condition } from "./rule"

type Offer = { key: string; family: string; name: string; hint?: string; make: () => Condition; why?: string }

/** The search over everything that can be known about a customer. */
export function AddCondition({
  fields,
  onAdd,
}: {
  fields: CatalogueField[]
  onAdd: (condition: Condition) => void
}) {
  const { t } = useText()
  const [open, setOpen] = useState(false)
  const [typed, type] = useState("")
  const offers = useOffers(fields, typed)
  const families = [...new Set(offers.map((offer) => offer.family))]
  const take = (offer: Offer | undefined) => {
    if (!offer || offer.why) return
    onAdd(offer.make())
    type("")
    setOpen(false)
  }
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <Button size="small" variant="secondary" type="button">
          <Plus />
          {t("rules.addCondition")}
        </Button>
      </Popover.Trigger>
      <Popover.Content align="start" className="w-[400px] p-0">
        <div className="border-ui-border-base border-b p-2">
          <Input
            size="small"
            type="search"
            autoFocus
            aria-label={t("rules.searchConditions")}
            placeholder={t("rules.searchConditions")}
            value={typed}
            onChange={(e) => type(e.target.value)}
            onKeyDown={(e) => {
              if (e.key !== "Enter") return
              e.preventDefault()
              take(offers.find((offer) => !offer.why))
            }}
          />
        </div>
        <div className="max-h-[340px] overflow-y-auto p-1" role="listbox" aria-label={t("rules.conditions")}>
          {offers.length === 0 ? (
            <Text size="small" className="text-ui-fg-muted p-3">
              {t("form.nothingFound")}
            </Text>
          ) : null}
          {families.map((family) => (
            <div key={family} className="py-1">
              <Text size="xsmall" leading="compact" weight="plus" className="text-ui-fg-muted px-2 py-1">
                {family}
              </Text>
              {offers
                .filter((offer) => offer.family === family)
                .map((offer) => (
                  <button
                    key={offer.key}
                    type="button"
                    role="option"
                    aria-selected={false}
                    disabled={Boolean(offer.why)}
                    onClick={() => take(offer)}
                    className="hover:bg-ui-bg-base-hover focus-visible:bg-ui-bg-base-hover flex w-full flex-col rounded-md px-2 py-1.5 text-start outline-none disabled:opacity-50"
                  >
                    <span className="txt-compact-small text-ui-fg-base">{offer.name}</span>
                    {offer.why || offer.hint ? (
                      <span className="txt-compact-xsmall text-ui-fg-muted">{offer.why ?? offer.hint}</span>
                    ) : null}
                  </button>
                ))}
            </div>
          ))}
        </div>
      </Popover.Content>
    </Popover>
  )
}

/** What fits the words typed, best first: names that begin with them stand above names that only hold them. */
function useOffers(fields: CatalogueField[], typed: string): Offer[] {
  const { t, label } = useText()
  const all = useMemo<Offer[]>(() => {
    const behaviour = t("rules.families.behaviour")
    const events = KNOWN_EVENTS.map((event) => ({
      key: `did ${event.name}`,
      family: behaviour,
      name: t(`rules.events.${event.name}`),
      hint: t(`rules.eventHints.${event.name}`),
      make: () => ({ did: event.name }),
    }))
    const facts = fields.map((field) => ({
      key: field.id,
      family: t(`rules.families.${field.family}`, { defaultValue: field.family }),
      name: label(field.label),
      hint: field.explanation ? label(field.explanation) : undefined,
      why: field.unavailable ? label(field.unavailable) : undefined,
      make: () => firstCondition(field),
    }))
    const others: Offer[] = [
      {
        key: "in_segment",
        family: t("rules.families.other"),
        name: t("rules.inSegment"),
        make: () => ({ in_segment: "" }),
      },
      {
        key: "plan",
        family: t("rules.families.other"),
        name: t("rules.inPlan"),
        make: () => ({ plan: "", outcome: "received" }),
      },
      {
        key: "holds",
        family: t("rules.families.other"),
        name: t("rules.holdsCoupon"),
        make: () => ({ holds: "coupon", state: "usable" }),
      },
    ]
    return [...events, ...facts, ...others]
  }, [fields, t, label])

  const words = typed.trim().toLowerCase()
  const own: Offer[] = /^[a-z0-9_.-]{2,}$/.test(words)
    ? [
        {
          key: "did own",
          family: t("rules.families.ownEvent"),
          name: t("rules.ownEvent", { name: words }),
          make: () => ({ did: words }),
        },
      ]
    : []
  if (!words) return all
  const fits = all.filter((offer) =>
    `${offer.name} ${offer.key} ${offer.family}`.toLowerCase().includes(words),
  )
  const begins = (offer: Offer) => (offer.name.toLowerCase().startsWith(words) ? 0 : 1)
  return [...fits.sort((a, b) => begins(a) - begins(b)), ...own]
}

function firstCondition(field: CatalogueField): Condition {
  const op = firstOperator(field)
  const value = firstValue(shapeOf(field.type, op))
  return value === undefined ? { fact: field.id, op } : { fact: field.id, op, value }
}
