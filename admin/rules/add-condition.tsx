import { Plus, TrianglesMini } from "@medusajs/icons"
import { Button, Popover } from "@medusajs/ui"
import { useRef, useState } from "react"
import type { CatalogueField } from "../api/catalogue"
import { Choices } from "../form/choices"
import { useText } from "../i18n/use-text"
import { useEventName } from "./event-name"
import { type ConditionOffer, fitting, useConditionOffers } from "./offers"
import type { Condition } from "./rule"

type Found = Omit<ConditionOffer, "words" | "make"> & Partial<ConditionOffer>

/** A name under which a store may record events of its own. */
const OWN_EVENT = /^[a-z0-9_.-]{2,}$/

/** "[Viewed a product]": one event, searched for among those that are known; a name of one's own may be typed. */
export function EventChoice({
  id,
  event,
  onChange,
}: {
  id: string
  event: string | undefined
  onChange: (event: string) => void
}) {
  const { t } = useText()
  const eventName = useEventName()
  const [open, setOpen] = useState(false)
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <Button id={id} size="small" variant="secondary" type="button" className="max-w-full self-start">
          <span className="truncate">{event ? eventName(event) : t("rules.choose")}</span>
          <TrianglesMini className="text-ui-fg-subtle" />
        </Button>
      </Popover.Trigger>
      <Popover.Content align="start" className="w-[360px] max-w-[90vw] p-0">
        <Search
          fields={NO_FIELDS}
          only={isEvent}
          onTake={(condition) => {
            setOpen(false)
            if ("did" in condition) onChange(condition.did)
          }}
        />
      </Popover.Content>
    </Popover>
  )
}

const NO_FIELDS: CatalogueField[] = []
const isEvent = ({ key }: ConditionOffer): boolean => key.startsWith("did ")

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

function Search({
  fields,
  only = () => true,
  onTake,
}: {
  fields: CatalogueField[]
  only?: (offer: ConditionOffer) => boolean
  onTake: (condition: Condition) => void
}) {
  const { t } = useText()
  const all = useConditionOffers(fields).filter(only)
  return (
    <Choices
      label={t("rules.searchConditions")}
      listLabel={t("rules.conditions")}
      offers={(typed): Found[] => {
        const found = fitting(all, typed)
        // Who finds nothing may look for what only this store knows of its customers.
        return [
          ...found,
          ...ownEvent(typed, all, t),
          ...(found.length === 0 && fields.length > 0 ? [ownAttribute(t)] : []),
        ]
      }}
      whole
      onTake={({ make }) => make && onTake(make())}
    />
  )
}

/** Says what to do first; it cannot be taken. */
const ownAttribute = (t: ReturnType<typeof useText>["t"]): Found => ({
  key: "own attribute",
  family: t("rules.families.attributes"),
  name: t("rules.ownAttribute"),
  why: t("rules.ownAttributeWhy"),
})

/** What looks like the name of an event may be one that has not come in yet. */
function ownEvent(
  typed: string,
  known: ConditionOffer[],
  t: ReturnType<typeof useText>["t"],
): ConditionOffer[] {
  const name = typed.toLowerCase()
  if (!OWN_EVENT.test(name) || known.some(({ key }) => key === `did ${name}`)) return []
  const shown = t("rules.ownEvent", { name })
  const family = t("rules.families.ownEvent")
  return [{ key: `did ${name}`, family, name: shown, words: name, make: () => ({ did: name }) }]
}
