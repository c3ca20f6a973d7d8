import { Button, Hint, Input, Text, Textarea } from "@medusajs/ui"
import { useRef } from "react"
import type { CatalogueChannel } from "../api/catalogue"
import type { Content } from "../api/templates"
import { useText } from "../i18n/use-text"
import { Labelled } from "./labelled"
import { usePropertyLabel } from "./property-label"

/** What a message may speak of. Liquid, so `| default: "..."` helps where something is unknown. */
const VARIABLES = [
  "{{ customer.first_name | default: 'there' }}",
  "{{ customer.email }}",
  "{{ points.balance }}",
  "{{ coupon.code }}",
  "{{ coupon.expires_at | date: '%Y-%m-%d' }}",
  "{{ event.title }}",
  "{{ event.new_price }}",
  "{{ store.url }}",
  "{{ unsubscribe_url }}",
]

/** The texts of one channel; a click on a variable puts it where the cursor was last. */
export function ContentEditor({
  channel,
  content,
  onChange,
  wrong = {},
}: {
  channel: CatalogueChannel
  content: Content
  onChange: (content: Content) => void
  wrong?: Record<string, string>
}) {
  const { t } = useText()
  const keys = Object.keys(channel.content.properties ?? {})
  const last = useRef<{ key: string; at: number }>({ key: keys[0] ?? "", at: 0 })
  const insert = (variable: string) => {
    const { key, at } = last.current
    const before = content[key] ?? ""
    onChange({ ...content, [key]: before.slice(0, at) + variable + before.slice(at) })
    last.current = { key, at: at + variable.length }
  }
  return (
    <div className="flex flex-col gap-y-4">
      {keys.map((key) => (
        <Line
          key={key}
          name={key}
          channel={channel}
          value={content[key] ?? ""}
          error={wrong[key]}
          onChange={(value) => onChange({ ...content, [key]: value })}
          onCursor={(at) => {
            last.current = { key, at }
          }}
        />
      ))}
      <div className="flex flex-wrap items-center gap-1.5">
        <Text size="xsmall" className="text-ui-fg-subtle">
          {t("content.insert")}
        </Text>
        {VARIABLES.map((variable) => {
          const name = /[a-z_.]+/.exec(variable)?.[0]
          return (
            <Button
              key={variable}
              size="small"
              variant="secondary"
              type="button"
              className="font-mono text-xs"
              onClick={() => insert(variable)}
            >
              {name}
            </Button>
          )
        })}
      </div>
    </div>
  )
}

function Line({
  name,
  channel,
  value,
  error,
  onChange,
  onCursor,
}: {
  name: string
  channel: CatalogueChannel
  value: string
  error?: string
  onChange: (value: string) => void
  onCursor: (at: number) => void
}) {
  const schema = channel.content.properties?.[name]
  const label = usePropertyLabel()(name, schema)
  const html = channel.templates[name] === "html"
  const long = html || (schema?.maxLength ?? 0) > 2000
  const cursor = (e: { currentTarget: { selectionStart: number | null } }) =>
    onCursor(e.currentTarget.selectionStart ?? 0)
  const shared = { value, onSelect: cursor, onKeyUp: cursor, onBlur: cursor }
  return (
    <Labelled
      label={label}
      optional={!channel.content.required?.includes(name)}
      wrong={error ? <Hint variant="error">{error}</Hint> : null}
    >
      {(id) =>
        long ? (
          <Textarea {...shared} id={id} rows={html ? 10 : 5} onChange={(e) => onChange(e.target.value)} />
        ) : (
          <Input {...shared} id={id} onChange={(e) => onChange(e.target.value)} />
        )
      }
    </Labelled>
  )
}
