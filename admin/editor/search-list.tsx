import { Popover } from "@medusajs/ui"
import { useRef } from "react"
import { type Offer as Choice, Choices } from "../form/choices"
import type { Spot } from "./editor"

export type Offer = Choice & { take: () => void }

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
          onTake={(offer) => {
            taken.current = true
            onClose()
            offer.take()
          }}
        />
      </Popover.Content>
    </Popover>
  )
}
