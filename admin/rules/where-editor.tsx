import { Button, DropdownMenu } from "@medusajs/ui"
import { useRef, useState } from "react"
import { useText } from "../i18n/use-text"
import { useDirection } from "../page/direction"
import { AddProperty } from "./add-property"
import { useNarrowingName } from "./event-name"
import { isFlag, isShopFact, narrowingsOf, propertyOf, THING_OF } from "./events"
import { FlagMatch } from "./flag-match"
import { PropertyMatch } from "./property-match"
import type { Match, Where } from "./rule"
import { ThingMatch } from "./thing-match"

/** Narrows an event: which products, which categories, which properties of a store's own event. */
export function WhereEditor({
  event,
  value,
  onChange,
}: {
  event: string
  value: Where | undefined
  onChange: (where: Where | undefined) => void
}) {
  const where = value ?? {}
  // Chosen to narrow by and still without a value: no part of the rule yet.
  const [opened, open] = useState<string[]>([])
  const [named, naming] = useState(false)
  const called = useNarrowingName()
  const narrowings = narrowingsOf(event)
  // A property is asked for when it matters; a thing of the shop always stands there.
  const likeliest = narrowings.find((key) => THING_OF[key])
  const put = (key: string, match: Match | undefined) => {
    const next: Where = { ...where }
    if (match === undefined) delete next[key]
    else next[key] = match
    open(opened.filter((one) => one !== key))
    onChange(Object.keys(next).length > 0 ? next : undefined)
  }
  // "Any product" always stands there; what else there is to narrow by is behind a menu.
  const keys = [...new Set([...(likeliest ? [likeliest] : []), ...Object.keys(where), ...opened])]
  return (
    <>
      {keys.map((key) => {
        const match = asMatch(where[key])
        if (isFlag(event, key))
          return <FlagMatch key={key} name={key} match={match} onChange={(next) => put(key, next)} />
        // "Any of these but none of those" is more than one picker can say.
        const Editor = THING_OF[key] && Object.keys(match ?? {}).length < 2 ? ThingMatch : PropertyMatch
        return (
          <Editor
            key={key}
            name={key}
            called={called(event, key)}
            match={match}
            onChange={(next) => put(key, next)}
          />
        )
      })}
      <Narrow
        keys={narrowings.filter((key) => !keys.includes(key))}
        nameOf={(key) => called(event, key)}
        onAdd={(key) => {
          if (isFlag(event, key)) put(key, { is: true })
          else if (propertyOf(event, key)?.holds === "number") put(key, { gte: 1 })
          else open([...opened, key])
        }}
        onOwn={isShopFact(event) ? undefined : () => naming(true)}
      />
      {named ? (
        <AddProperty
          event={event}
          onDone={(key) => {
            naming(false)
            if (key) open([...opened, key])
          }}
        />
      ) : null}
    </>
  )
}

/** A bare value means "is". */
const asMatch = (given: Where[string] | undefined): Match | undefined =>
  given === undefined || typeof given === "object" ? given : { is: given }

function Narrow({
  keys,
  nameOf,
  onAdd,
  onOwn,
}: {
  keys: string[]
  nameOf: (key: string) => string
  onAdd: (key: string) => void
  /** By a property that the event came in with. */
  onOwn?: () => void
}) {
  const { t } = useText()
  const direction = useDirection()
  const wantsOwn = useRef(false)
  if (keys.length === 0 && !onOwn) return null
  return (
    <DropdownMenu dir={direction}>
      <DropdownMenu.Trigger asChild>
        <Button size="small" variant="transparent" className="text-ui-fg-subtle" type="button">
          {t("rules.narrow")}
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content
        align="start"
        // The keyboard goes on in the name that is asked for: while it is open, a menu keeps the keyboard to itself.
        onCloseAutoFocus={(event) => {
          if (!wantsOwn.current) return
          wantsOwn.current = false
          event.preventDefault()
          onOwn?.()
        }}
      >
        {keys.map((key) => (
          <DropdownMenu.Item key={key} onSelect={() => onAdd(key)}>
            {nameOf(key)}
          </DropdownMenu.Item>
        ))}
        {onOwn ? (
          <DropdownMenu.Item
            onSelect={() => {
              wantsOwn.current = true
            }}
          >
            {t("rules.ownProperty")}
          </DropdownMenu.Item>
        ) : null}
      </DropdownMenu.Content>
    </DropdownMenu>
  )
}
