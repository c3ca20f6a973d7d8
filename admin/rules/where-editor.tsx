import { Plus, XMarkMini } from "@medusajs/icons"
import { Button, IconButton, Input } from "@medusajs/ui"
import { useState } from "react"
import { Choose } from "../form/choose"
import { ThingPicker } from "../form/thing-picker"
import { useText } from "../i18n/use-text"
import { knownEvent, propertyOf } from "./events"
import type { Match, Scalar, Where } from "./rule"

const MATCHES = ["is", "is_not", "contains", "starts_with", "ends_with", "gte", "lte"] as const

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
  const { t } = useText()
  const where = value ?? {}
  const known = knownEvent(event)
  const things = known?.things ?? ["product", "category"]
  const picked = new Set(things.map((thing) => propertyOf[thing]))
  const own = Object.entries(where).filter(([key]) => !picked.has(key))
  const put = (key: string, match: Match | Scalar | undefined) => {
    const next: Where = { ...where }
    if (match === undefined) delete next[key]
    else next[key] = match
    onChange(Object.keys(next).length > 0 ? next : undefined)
  }
  return (
    <>
      {things.map((thing) => {
        const key = propertyOf[thing]
        const ids = idsOf(where[key])
        return (
          <ThingPicker
            key={thing}
            source={thing}
            ids={ids}
            label={ids.length > 0 ? t(`rules.more.${thing}`) : t(`rules.any.${thing}`)}
            onChange={(next) => put(key, next.length > 0 ? { in: next } : undefined)}
          />
        )
      })}
      {own.map(([key, match]) => (
        <OwnProperty key={key} name={key} match={match} onChange={(next) => put(key, next)} />
      ))}
      {known ? null : <AddProperty onAdd={(key) => put(key, { is: "" })} />}
    </>
  )
}

function idsOf(match: Where[string] | undefined): string[] {
  if (typeof match === "string") return [match]
  if (typeof match !== "object") return []
  if (match.in) return match.in.map(String)
  return match.is === undefined ? [] : [String(match.is)]
}

function OwnProperty({
  name,
  match,
  onChange,
}: {
  name: string
  match: Where[string]
  onChange: (match: Match | undefined) => void
}) {
  const { t } = useText()
  const read: Match = typeof match === "object" ? match : { is: match }
  const op = MATCHES.find((m) => read[m] !== undefined) ?? "is"
  const numeric = op === "gte" || op === "lte"
  return (
    <div className="flex items-center gap-1.5">
      <span className="txt-compact-small text-ui-fg-subtle">{name}</span>
      <Choose
        label={t("rules.operator")}
        className="w-32"
        value={op}
        options={MATCHES.map((m) => ({ value: m, label: t(`rules.operators.${m}`) }))}
        onChange={(m) => onChange({ [m]: m === "gte" || m === "lte" ? 0 : String(read[op] ?? "") })}
      />
      <div className="w-32">
        <Input
          size="small"
          aria-label={t("rules.valueOf", { name })}
          type={numeric ? "number" : "text"}
          value={String(read[op] ?? "")}
          onChange={(e) => onChange({ [op]: numeric ? Number(e.target.value) : e.target.value })}
        />
      </div>
      <IconButton
        size="2xsmall"
        variant="transparent"
        aria-label={t("form.remove", { name })}
        onClick={() => onChange(undefined)}
      >
        <XMarkMini />
      </IconButton>
    </div>
  )
}

function AddProperty({ onAdd }: { onAdd: (key: string) => void }) {
  const { t } = useText()
  const [key, type] = useState("")
  const add = () => {
    if (key.trim()) onAdd(key.trim())
    type("")
  }
  return (
    <div className="flex items-center gap-1">
      <div className="w-32">
        <Input
          size="small"
          aria-label={t("rules.property")}
          placeholder={t("rules.property")}
          value={key}
          onChange={(e) => type(e.target.value)}
          onKeyDown={(e) => {
            if (e.key !== "Enter") return
            e.preventDefault()
            add()
          }}
        />
      </div>
      <Button size="small" variant="transparent" aria-label={t("rules.addProperty")} onClick={add}>
        <Plus />
      </Button>
    </div>
  )
}
