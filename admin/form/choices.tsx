import { clx, Input, Text } from "@medusajs/ui"
import { Fragment, type ReactNode, useEffect, useId, useState } from "react"
import { useText } from "../i18n/use-text"
import { useListKeys } from "./list-keys"

export type Offer = {
  key: string
  name: string
  hint?: string
  family?: string
  icon?: ReactNode
  /** A shortcut. */
  keys?: string
  /** Why it cannot be taken. */
  why?: string
  /** Greyed as well, with what it lacks, but it can be taken. */
  lacks?: string
}

/** A search field over a list to choose from, by the keyboard alone as well. What stands in one family stands together. */
export function Choices<Of extends Offer>({
  label,
  listLabel = label,
  offers: offersOf,
  whole = false,
  onTake,
}: {
  label: string
  listLabel?: string
  /** What fits what was typed; asked anew with every letter. */
  offers: (typed: string) => Of[]
  /** Long names are shown whole, however many lines they take. */
  whole?: boolean
  onTake: (offer: Of) => void
}) {
  const { t } = useText()
  const list = useId()
  const [typed, type] = useState("")
  const offers = offersOf(typed.trim())
  const take = (offer: Of | undefined) => {
    if (offer && !offer.why) onTake(offer)
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
          aria-label={label}
          placeholder={label}
          value={typed}
          onChange={(event) => {
            type(event.target.value)
            keys.reset()
          }}
          onKeyDown={keys.onKeyDown}
        />
      </div>
      <div id={list} role="listbox" aria-label={listLabel} className="max-h-[340px] overflow-y-auto p-1">
        {offers.length === 0 ? (
          <Text size="small" className="text-ui-fg-subtle p-3">
            {t("form.nothingFound")}
          </Text>
        ) : null}
        {offers.map((offer, index) => (
          <Fragment key={offer.key}>
            {offer.family && offer.family !== offers[index - 1]?.family ? (
              <Text
                size="xsmall"
                leading="compact"
                weight="plus"
                className="text-ui-fg-subtle px-2 pb-1 pt-2"
                aria-hidden
              >
                {offer.family}
              </Text>
            ) : null}
            <Line
              id={`${list}-${index}`}
              offer={offer}
              whole={whole}
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
  offer: { name, hint, icon, keys, why, lacks },
  whole,
  active,
  onTake,
}: {
  id: string
  offer: Offer
  whole: boolean
  active: boolean
  onTake: () => void
}) {
  const said = why ?? lacks ?? hint
  return (
    <button
      id={id}
      type="button"
      role="option"
      tabIndex={-1}
      aria-selected={active}
      aria-disabled={Boolean(why)}
      onClick={onTake}
      className={clx(
        "hover:bg-ui-bg-base-hover flex w-full items-center gap-x-2 rounded-md px-2 py-1.5 text-start outline-none",
        active && "bg-ui-bg-base-hover",
        why && "cursor-default",
      )}
    >
      {icon}
      <span className="flex min-w-0 flex-1 flex-col">
        <span
          className={clx(
            "txt-compact-small",
            !whole && "truncate",
            why || lacks ? "text-ui-fg-disabled" : "text-ui-fg-base",
          )}
        >
          {name}
        </span>
        {said ? (
          <span className={clx("txt-compact-xsmall text-ui-fg-subtle", !whole && "line-clamp-2")}>
            {said}
          </span>
        ) : null}
      </span>
      {keys ? (
        <span aria-hidden className="text-ui-fg-subtle txt-compact-xsmall shrink-0">
          {keys}
        </span>
      ) : null}
    </button>
  )
}
