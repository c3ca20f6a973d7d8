import { clx, Input, Popover } from "@medusajs/ui"
import { useId, useState } from "react"
import { useText } from "../i18n/use-text"
import { useListKeys } from "./list-keys"

/** A value that can be taken instead of being typed, and how many have it. */
export type Offer = { value: string; name: string; count?: number }

/** A text that may be typed freely, with what is most often meant offered below. */
export function OfferInput({
  label,
  value,
  offers,
  onType,
  onTake,
  onDone,
  placeholder,
}: {
  label: string
  value: string
  /** Undefined: nothing is ever offered. */
  offers: Offer[] | undefined
  onType: (text: string) => void
  onTake: (value: string) => void
  /** Enter where nothing is chosen from what is offered, or the keyboard went elsewhere. */
  onDone?: () => void
  placeholder?: string
}) {
  const { number } = useText()
  const list = useId()
  const [open, setOpen] = useState(false)
  const words = value.trim().toLowerCase()
  const fitting = (offers ?? []).filter(({ value: own, name }) =>
    `${name} ${own}`.toLowerCase().includes(words),
  )
  const most = Math.max(...fitting.map(({ count = 0 }) => count), 1)
  const take = (offer: Offer) => {
    onTake(offer.value)
    setOpen(false)
  }
  const keys = useListKeys(fitting.length, (index) => {
    const offer = fitting[index]
    if (offer) take(offer)
  })
  const shown = open && fitting.length > 0
  return (
    <Popover open={shown} onOpenChange={setOpen}>
      <Popover.Anchor asChild>
        <Input
          size="small"
          role={offers ? "combobox" : undefined}
          aria-label={label}
          aria-expanded={offers ? shown : undefined}
          aria-controls={shown ? list : undefined}
          aria-activedescendant={shown && keys.active >= 0 ? `${list}-${keys.active}` : undefined}
          autoComplete="off"
          placeholder={placeholder}
          value={value}
          onFocus={() => setOpen(true)}
          onChange={(e) => {
            setOpen(true)
            keys.reset()
            onType(e.target.value)
          }}
          onBlur={() => {
            setOpen(false)
            onDone?.()
          }}
          onKeyDown={(e) => {
            if (shown && keys.onKeyDown(e)) return
            if (e.key === "Escape" && shown) {
              e.stopPropagation()
              setOpen(false)
            }
            if (e.key !== "Enter" || e.nativeEvent.isComposing) return
            e.preventDefault()
            onDone?.()
          }}
        />
      </Popover.Anchor>
      <Popover.Content
        align="start"
        className="max-h-[260px] w-[260px] overflow-y-auto p-1"
        // The letters still go into the field.
        onOpenAutoFocus={(e) => e.preventDefault()}
        onCloseAutoFocus={(e) => e.preventDefault()}
        onMouseDown={(e) => e.preventDefault()}
      >
        <div role="listbox" id={list} aria-label={label}>
          {fitting.map((offer, index) => (
            <div
              key={offer.value}
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === keys.active}
              onClick={() => take(offer)}
              onKeyDown={undefined}
              className={clx(
                "hover:bg-ui-bg-base-hover relative flex cursor-pointer items-center justify-between gap-x-3 rounded-md px-2 py-1.5",
                index === keys.active && "bg-ui-bg-base-hover",
              )}
            >
              <span className="txt-compact-small text-ui-fg-base truncate">{offer.name}</span>
              {offer.count === undefined ? null : (
                <span className="flex shrink-0 items-center gap-x-2">
                  <span className="bg-ui-bg-switch-off h-1 w-12 overflow-hidden rounded-full" aria-hidden>
                    <span
                      className="bg-ui-bg-interactive block h-full rounded-full"
                      style={{ width: `${(100 * offer.count) / most}%` }}
                    />
                  </span>
                  <span className="txt-compact-xsmall text-ui-fg-subtle w-12 text-end tabular-nums">
                    {number(offer.count)}
                  </span>
                </span>
              )}
            </div>
          ))}
        </div>
      </Popover.Content>
    </Popover>
  )
}
