import { Label, Switch, Text } from "@medusajs/ui"
import { useId } from "react"

/** A switch with its name and what it would do beside it. */
export function Switched({
  name,
  text,
  on,
  locked = false,
  onSwitch,
}: {
  name: string
  text: string
  on: boolean
  /** It can be read, and not switched. */
  locked?: boolean
  onSwitch: (on: boolean) => void
}) {
  const id = useId()
  return (
    <div className="flex items-start gap-3">
      <Switch id={id} className="mt-0.5 shrink-0" checked={on} disabled={locked} onCheckedChange={onSwitch} />
      <div>
        <Label htmlFor={id} size="small" weight="plus">
          {name}
        </Label>
        <Text size="small" className="text-ui-fg-subtle">
          {text}
        </Text>
      </div>
    </div>
  )
}
