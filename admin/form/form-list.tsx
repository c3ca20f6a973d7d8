import { Plus, Trash } from "@medusajs/icons"
import { Button, IconButton } from "@medusajs/ui"
import type { ReactNode } from "react"
import { newNodeId } from "../../src/core/canvas/editing/edits"
import type { JsonSchema } from "../api/catalogue"
import { useText } from "../i18n/use-text"
import { MADE, startOf } from "./json-schema"

type Item = Record<string, unknown>

/** A list of things of one shape, each with a form of its own. */
export function FormList({
  items,
  most = Number.POSITIVE_INFINITY,
  values,
  onChange,
  children,
}: {
  items: JsonSchema
  most?: number
  values: Item[]
  onChange: (values: Item[]) => void
  children: (value: Item, onChange: (value: Item) => void, place: number) => ReactNode
}) {
  const { t } = useText()
  const replace = (place: number, by: Item[]) =>
    onChange([...values.slice(0, place), ...by, ...values.slice(place + 1)])
  return (
    <div className="flex flex-col gap-y-3">
      {values.map((value, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: things of one shape have no other name
        <div key={place} className="border-ui-border-base flex gap-x-2 rounded-lg border p-3">
          <div className="min-w-0 flex-1">{children(value, (next) => replace(place, [next]), place)}</div>
          <IconButton
            size="small"
            variant="transparent"
            aria-label={t("form.removeNth", { number: place + 1 })}
            onClick={() => replace(place, [])}
          >
            <Trash />
          </IconButton>
        </div>
      ))}
      {values.length < most ? (
        <Button
          size="small"
          variant="secondary"
          className="self-start"
          onClick={() => onChange([...values, begun(items)])}
        >
          <Plus />
          {t("form.addOne")}
        </Button>
      ) : null}
    </div>
  )
}

/** A new one: its defaults, and what only the form knows. An id is never one that was there before: its line would be another's. */
function begun(items: JsonSchema): Item {
  const made = Object.entries(items.properties ?? {}).filter(([, part]) => part.form?.control === MADE)
  const ids = made.map(([key]) => [key, newNodeId("w")])
  return { ...startOf(items), ...Object.fromEntries(ids) }
}
