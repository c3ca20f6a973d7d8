import { XMarkMini } from "@medusajs/icons"
import { IconButton, Input, Text } from "@medusajs/ui"
import { useState } from "react"
import { NumberInput } from "../form/inputs"
import { useText } from "../i18n/use-text"
import { useEventName } from "../rules/event-name"

/** Each event and what it is worth; the name of a store's own event is typed in. */
export function EventPoints({
  points,
  onChange,
}: {
  points: Record<string, number>
  onChange: (points: Record<string, number>) => void
}) {
  const { t } = useText()
  const [typed, type] = useState("")
  const nameOf = useEventName()
  const take = () => {
    const event = typed.trim()
    if (event && !Object.hasOwn(points, event)) onChange({ ...points, [event]: 5 })
    type("")
  }
  return (
    <ul className="flex flex-col gap-y-2">
      {Object.entries(points).map(([event, worth]) => (
        <li key={event} className="flex items-center gap-x-2">
          <NumberInput
            label={t("lifecycle.pointsOf", { event: nameOf(event) })}
            whole
            min={1}
            max={100}
            value={worth}
            onChange={(n) => onChange({ ...points, [event]: n as number })}
          />
          <Text size="small" className="min-w-0 break-words">
            {nameOf(event)}
          </Text>
          <IconButton
            size="2xsmall"
            variant="transparent"
            type="button"
            aria-label={t("form.remove", { name: nameOf(event) })}
            onClick={() =>
              onChange(Object.fromEntries(Object.entries(points).filter(([other]) => other !== event)))
            }
          >
            <XMarkMini />
          </IconButton>
        </li>
      ))}
      <li className="w-64">
        <Input
          size="small"
          aria-label={t("lifecycle.addEvent")}
          placeholder={t("lifecycle.addEvent")}
          maxLength={100}
          value={typed}
          onChange={(event) => type(event.target.value)}
          onBlur={take}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.nativeEvent.isComposing) return
            event.preventDefault()
            take()
          }}
        />
      </li>
    </ul>
  )
}
