import { Plus } from "@medusajs/icons"
import { Button, clx, Input, Popover, Text } from "@medusajs/ui"
import { Fragment, useEffect, useId, useMemo, useRef, useState } from "react"
import type { CatalogueField } from "../api/catalogue"
import { useListKeys } from "../form/list-keys"
import { useText } from "../i18n/use-text"
import { type ConditionOffer, fitting, useConditionOffers } from "./offers"
import type { Condition } from "./rule"

/** A name under which a store may record events of its own. */
const OWN_EVENT = /^[a-z0-9_.-]{2,}$/

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
  const added = useRef(false)
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <Button size="small" variant="secondary" type="button">
          <Plus />
          {t("rules.addCondition")}
        </Button>
      </Popover.Trigger>
      <Popover.Content
        align="start"
        className="w-[420px] max-w-[90vw] p-0"
        // The keyboard goes on in the condition that was added.
        onCloseAutoFocus={(event) => {
          if (added.current) event.preventDefault()
          added.current = false
        }}
      >
        <Search
          fields={fields}
          onTake={(condition) => {
            added.current = true
            setOpen(false)
            onAdd(condition)
          }}
        />
      </Popover.Content>
    </Popover>
  )
}

function Search({ fields, onTake }: { fields: CatalogueField[]; onTake: (condition: Condition) => void }) {
  const { t } = useText()
  const list = useId()
  const [typed, type] = useState("")
  const all = useConditionOffers(fields)
  const own = useOwnEvent(typed, all)
  const offers = useMemo(() => [...fitting(all, typed), ...own], [all, typed, own])
  const take = (offer: ConditionOffer | undefined) => {
    if (offer && !offer.why) onTake(offer.make())
  }
  const keys = useListKeys(offers.length, (index) => take(offers[index]), 0)
  useEffect(() => {
    document.getElementById(`${list}-${keys.active}`)?.scrollIntoView({ block: "nearest" })
  }, [list, keys.active])
  return (
    <>
      <div className="border-ui-border-base border-b p-2" data-own-undo>
        <Input
          size="small"
          type="search"
          role="combobox"
          autoFocus
          aria-expanded
          aria-controls={list}
          aria-activedescendant={offers.length > 0 ? `${list}-${keys.active}` : undefined}
          aria-label={t("rules.searchConditions")}
          placeholder={t("rules.searchConditions")}
          value={typed}
          onChange={(e) => {
            type(e.target.value)
            keys.reset()
          }}
          onKeyDown={keys.onKeyDown}
        />
      </div>
      <div
        id={list}
        className="max-h-[340px] overflow-y-auto p-1"
        role="listbox"
        aria-label={t("rules.conditions")}
      >
        {offers.length === 0 ? (
          <Text size="small" className="text-ui-fg-subtle p-3">
            {t("form.nothingFound")}
          </Text>
        ) : null}
        {offers.map((offer, index) => (
          <Fragment key={offer.key}>
            {offer.family === offers[index - 1]?.family ? null : (
              <Text
                size="xsmall"
                leading="compact"
                weight="plus"
                className="text-ui-fg-subtle px-2 pb-1 pt-2"
                aria-hidden
              >
                {offer.family}
              </Text>
            )}
            <Line
              id={`${list}-${index}`}
              offer={offer}
              active={index === keys.active}
              onTake={() => take(offer)}
            />
          </Fragment>
        ))}
      </div>
    </>
  )
}

function Line({
  id,
  offer,
  active,
  onTake,
}: {
  id: string
  offer: ConditionOffer
  active: boolean
  onTake: () => void
}) {
  return (
    <button
      id={id}
      type="button"
      role="option"
      tabIndex={-1}
      aria-selected={active}
      aria-disabled={Boolean(offer.why)}
      onClick={onTake}
      className={clx(
        "hover:bg-ui-bg-base-hover flex w-full flex-col rounded-md px-2 py-1.5 text-start outline-none",
        active && "bg-ui-bg-base-hover",
        offer.why && "cursor-default",
      )}
    >
      <span className={clx("txt-compact-small", offer.why ? "text-ui-fg-disabled" : "text-ui-fg-base")}>
        {offer.name}
      </span>
      {offer.why || offer.hint ? (
        <span className="txt-compact-xsmall text-ui-fg-subtle">{offer.why ?? offer.hint}</span>
      ) : null}
    </button>
  )
}

/** What looks like the name of an event may be one that has not come in yet. */
function useOwnEvent(typed: string, known: ConditionOffer[]): ConditionOffer[] {
  const { t } = useText()
  const name = typed.trim().toLowerCase()
  return useMemo(() => {
    if (!OWN_EVENT.test(name) || known.some(({ key }) => key === `did ${name}`)) return []
    const shown = t("rules.ownEvent", { name })
    const family = t("rules.families.ownEvent")
    return [{ key: `did ${name}`, family, name: shown, words: name, make: () => ({ did: name }) }]
  }, [name, known, t])
}
