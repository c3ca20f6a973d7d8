import { TrianglesMini, XMarkMini } from "@medusajs/icons"
import { Badge, Button, Checkbox, Popover, Text } from "@medusajs/ui"
import { type ReactNode, useState } from "react"
import type { Query } from "../api/client"
import { type Thing, type ThingSource, useThingNames, useThings } from "../api/things"
import { useText } from "../i18n/use-text"
import { Failed } from "../page/states"
import { SearchInput } from "./search-input"
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
  const names = useThingNames(source, ids)
  const toggle = (id: string) => onChange(ids.includes(id) ? ids.filter((i) => i !== id) : [...ids, id])
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-1.5">
      {ids.map((id) => (
        <Badge key={id} size="2xsmall" className="max-w-full gap-x-1">
          <span className="truncate">{names.data?.[id] ?? (names.isError ? id : "…")}</span>
          <button
            type="button"
            aria-label={t("form.remove", { name: names.data?.[id] ?? id })}
            onClick={() => toggle(id)}
            className="text-ui-fg-subtle hover:text-ui-fg-base"
          >
            <XMarkMini />
          </button>
        </Badge>
      ))}
      <ThingList source={source} label={label}>
        {(thing) => (
          // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox of Medusa is a button with a role
          <label key={thing.id} className={LINE}>
            <Checkbox
              checked={ids.includes(thing.id)}
              onCheckedChange={() => toggle(thing.id)}
              aria-label={thing.name}
            />
            <Text size="small" leading="compact" className="truncate">
              {thing.name}
            </Text>
          </label>
        )}
      </ThingList>
    </div>
  )
}

/** Chooses one segment, plan, coupon template... by searching for it. `none` offers to choose none of them. */
export function OneThing({
  source,
  id,
  onChange,
  label,
  none,
  only,
}: {
  source: ThingSource
  id: string | undefined
  onChange: (id: string | undefined) => void
  label: string
  none?: string
  only?: Query
}) {
  const { t } = useText()
  const names = useThingNames(source, id ? [id] : [])
  const shown = id ? (names.data?.[id] ?? (names.isError ? id : "…")) : (none ?? t("rules.choose"))
  return (
    <ThingList
      source={source}
      only={only}
      label={label}
      shown={shown}
      none={none}
      onNone={() => onChange(undefined)}
    >
      {(thing, close) => (
        <button
          key={thing.id}
          type="button"
          aria-pressed={thing.id === id}
          className={`${LINE} w-full text-start`}
          onClick={() => {
            onChange(thing.id)
            close()
          }}
        >
          <Text
            size="small"
            leading="compact"
            weight={thing.id === id ? "plus" : "regular"}
            className="truncate"
          >
            {thing.name}
          </Text>
        </button>
      )}
    </ThingList>
  )
}

const LINE =
  "hover:bg-ui-bg-base-hover focus-visible:bg-ui-bg-base-hover flex cursor-pointer items-center gap-x-2 rounded-md px-2 py-1.5 outline-none"

/** A button that opens a list one searches in. */
function ThingList({
  source,
  only,
  label,
  shown = label,
  none,
  onNone,
  children,
}: {
  source: ThingSource
  only?: Query
  label: string
  shown?: string
  none?: string
  onNone?: () => void
  children: (thing: Thing, close: () => void) => ReactNode
}) {
  const { t } = useText()
  const [typed, type] = useState("")
  const [open, setOpen] = useState(false)
  const found = useThings(source, useDebounced(typed, 250), { enabled: open, only })
  const close = () => setOpen(false)
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <Button
          size="small"
          variant="secondary"
          type="button"
          className="max-w-full"
          aria-label={shown === label ? undefined : `${label}: ${shown}`}
        >
          <span className="max-w-[260px] truncate">{shown}</span>
          {shown === label ? null : <TrianglesMini className="text-ui-fg-subtle" />}
        </Button>
      </Popover.Trigger>
      <Popover.Content align="start" className="w-[320px] p-0">
        <div className="p-2" data-own-undo>
          <SearchInput label={label} placeholder={t("page.search")} autoFocus value={typed} onChange={type} />
        </div>
        <div className="max-h-[260px] overflow-y-auto px-2 pb-2">
          {none && !typed ? (
            <button
              type="button"
              className={`${LINE} w-full text-start`}
              onClick={() => {
                onNone?.()
                close()
              }}
            >
              <Text size="small" leading="compact">
                {none}
              </Text>
            </button>
          ) : null}
          {found.data?.length === 0 ? (
            <Text size="small" className="text-ui-fg-subtle px-2 py-3">
              {t("form.nothingFound")}
            </Text>
          ) : null}
          {found.isError ? <Failed error={found.error} retry={() => void found.refetch()} /> : null}
          {(found.data ?? []).map((thing) => children(thing, close))}
        </div>
      </Popover.Content>
    </Popover>
  )
}
