import { clx, Input, Popover, Text } from "@medusajs/ui"
import { Fragment, type ReactNode, useEffect, useId, useRef, useState } from "react"
import { useListKeys } from "../form/list-keys"
import { useText } from "../i18n/use-text"
import type { Spot } from "./editor"

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
  take: () => void
}

/** A list to choose from by typing, at a spot of the screen. What was chosen says where the keyboard goes on, else `onDone` does. */
export function SearchList({
  label,
  spot,
  offers,
  onClose,
  onDone,
}: {
  label: string
  spot: Spot
  offers: (typed: string) => Offer[]
  onClose: () => void
  onDone: () => void
}) {
  const taken = useRef(false)
  return (
    <Popover open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor asChild>
        <span className="fixed size-0" style={{ left: spot.x, top: spot.y }} />
      </Popover.Anchor>
      <Popover.Content
        align="start"
        collisionPadding={16}
        aria-label={label}
        className="w-[360px] max-w-[90vw] p-0"
        onCloseAutoFocus={(event) => {
          event.preventDefault()
          if (!taken.current) onDone()
        }}
      >
        <Choices
          label={label}
          offers={offers}
          onTaken={() => {
            taken.current = true
            onClose()
          }}
        />
      </Popover.Content>
    </Popover>
  )
}

function Choices({
  label,
  offers: offersOf,
  onTaken,
}: {
  label: string
  offers: (typed: string) => Offer[]
  onTaken: () => void
}) {
  const { t } = useText()
  const list = useId()
  const [typed, type] = useState("")
  const offers = offersOf(typed.trim())
  const take = (offer: Offer | undefined) => {
    if (!offer || offer.why) return
    onTaken()
    offer.take()
  }
  const keys = useListKeys(offers.length, (index) => take(offers[index]), 0)
  useEffect(() => {
    document.getElementById(`${list}-${keys.active}`)?.scrollIntoView({ block: "nearest" })
  }, [list, keys.active])
  return (
    <>
      <div className="border-ui-border-base border-b p-2">
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
      <div id={list} role="listbox" aria-label={label} className="max-h-[340px] overflow-y-auto p-1">
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
  offer: { name, hint, icon, keys, why },
  active,
  onTake,
}: {
  id: string
  offer: Offer
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
        <span className={clx("txt-compact-small truncate", why ? "text-ui-fg-disabled" : "text-ui-fg-base")}>
          {name}
        </span>
        {why || hint ? (
          <span className="txt-compact-xsmall text-ui-fg-subtle line-clamp-2">{why ?? hint}</span>
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
