import { XMarkMini } from "@medusajs/icons"
import { Badge, Button, Checkbox, Input, Popover, Text } from "@medusajs/ui"
import { useState } from "react"
import { type ThingSource, useThingNames, useThings } from "../api/things"
import { useText } from "../i18n/use-text"
import { Failed } from "../page/states"
import { useDebounced } from "./use-debounced"

/** Chooses any number of products, categories, segments... by searching for them. */
export function ThingPicker({
  source,
  ids,
  onChange,
  label,
}: {
  source: ThingSource
  ids: string[]
  onChange: (ids: string[]) => void
  label: string
}) {
  const { t } = useText()
  const [typed, type] = useState("")
  const [open, setOpen] = useState(false)
  const q = useDebounced(typed, 250)
  const found = useThings(source, q, open)
  const names = useThingNames(source, ids)
  const toggle = (id: string) => onChange(ids.includes(id) ? ids.filter((i) => i !== id) : [...ids, id])

  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {ids.map((id) => (
        <Badge key={id} size="2xsmall" className="gap-x-1">
          {names.data?.[id] ?? id}
          <button
            type="button"
            aria-label={t("form.remove", { name: names.data?.[id] ?? id })}
            onClick={() => toggle(id)}
            className="text-ui-fg-muted hover:text-ui-fg-base"
          >
            <XMarkMini />
          </button>
        </Badge>
      ))}
      <Popover open={open} onOpenChange={setOpen}>
        <Popover.Trigger asChild>
          <Button size="small" variant="secondary" type="button">
            {label}
          </Button>
        </Popover.Trigger>
        <Popover.Content align="start" className="w-[320px] p-0">
          <div className="p-2">
            <Input
              size="small"
              type="search"
              autoFocus
              aria-label={label}
              placeholder={t("page.search")}
              value={typed}
              onChange={(e) => type(e.target.value)}
            />
          </div>
          <div className="max-h-[260px] overflow-y-auto px-2 pb-2">
            {found.data?.length === 0 ? (
              <Text size="small" className="text-ui-fg-muted px-2 py-3">
                {t("form.nothingFound")}
              </Text>
            ) : null}
            {found.isError ? <Failed error={found.error} retry={() => void found.refetch()} /> : null}
            {(found.data ?? []).map((thing) => (
              // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox of Medusa is a button with a role
              <label
                key={thing.id}
                className="hover:bg-ui-bg-base-hover flex cursor-pointer items-center gap-x-2 rounded-md px-2 py-1.5"
              >
                <Checkbox
                  checked={ids.includes(thing.id)}
                  onCheckedChange={() => toggle(thing.id)}
                  aria-label={thing.name}
                />
                <Text size="small" leading="compact" className="truncate">
                  {thing.name}
                </Text>
              </label>
            ))}
          </div>
        </Popover.Content>
      </Popover>
    </div>
  )
}
