import { Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import { settingsApart } from "../../../src/core/canvas/difference"
import type { CanvasNode } from "../../../src/core/canvas/schema"
import type { CatalogueKind, JsonSchema } from "../../api/catalogue"
import { usePropertyLabel } from "../../form/property-label"
import { useText } from "../../i18n/use-text"
import { isRule, SettingValue } from "../../kinds/setting-value"

type Row = { key: string; name: string; before: ReactNode; after: ReactNode }

/** What two cards, or one card at two times, say differently, setting by setting in words. */
export function CardDifference({
  before,
  after,
  kind,
  titles,
  none,
}: {
  before: CanvasNode
  after: CanvasNode
  kind: CatalogueKind | undefined
  titles: [before: string, after: string]
  /** Said where nothing is other. */
  none: string
}) {
  const { t } = useText()
  const labelOf = usePropertyLabel()
  const rows = pathsApart(before, after).map((path): Row => {
    const schemas = path.map((_, depth) => schemaAt(kind?.settings, path.slice(0, depth + 1)))
    const value = (of: CanvasNode) => (
      <SettingValue
        name={path.at(-1)!}
        value={valueAt(of.settings, path)}
        schema={schemas.at(-1)}
        kind={of.kind}
      />
    )
    return {
      key: path.join("."),
      name: path.map((part, depth) => labelOf(part, schemas[depth])).join(" › "),
      before: value(before),
      after: value(after),
    }
  })
  const renamed = (before.name ?? "") !== (after.name ?? "")
  const all: Row[] = renamed
    ? [
        {
          key: "",
          name: t("plans.difference.setting_name"),
          before: before.name || "–",
          after: after.name || "–",
        },
        ...rows,
      ]
    : rows
  if (all.length === 0)
    return (
      <Text size="small" className="text-ui-fg-subtle">
        {none}
      </Text>
    )
  return (
    <table className="txt-compact-small w-full table-fixed border-collapse">
      <thead>
        <tr className="text-ui-fg-subtle text-start">
          {titles.map((title, at) => (
            <th
              key={at === 0 ? "before" : "after"}
              scope="col"
              className="w-1/2 break-words py-1 pe-3 text-start font-medium"
            >
              {title}
            </th>
          ))}
        </tr>
      </thead>
      {all.map(({ key, name, before: was, after: is }) => (
        <tbody key={key} className="border-ui-border-base border-t">
          <tr>
            <th scope="rowgroup" colSpan={2} className="text-ui-fg-base pt-2 text-start font-medium">
              {name}
            </th>
          </tr>
          <tr className="text-ui-fg-subtle align-top">
            <td className="break-words pb-2 pe-3">{was}</td>
            <td className="text-ui-fg-base break-words pb-2">{is}</td>
          </tr>
        </tbody>
      ))}
    </table>
  )
}

/** The settings that are other; a rule is one whole, however deep inside it was changed. */
function pathsApart(before: CanvasNode, after: CanvasNode): string[][] {
  const paths = settingsApart(before.settings, after.settings).map(({ path }) => {
    const parts = path.split(".")
    const whole = parts.findIndex((_, depth) =>
      [before, after].some(({ settings }) => isRule(valueAt(settings, parts.slice(0, depth + 1)))),
    )
    return whole < 0 ? parts : parts.slice(0, whole + 1)
  })
  return [...new Map(paths.map((parts) => [parts.join("."), parts])).values()]
}

const valueAt = (value: unknown, path: string[]): unknown =>
  path.reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], value)

const schemaAt = (schema: JsonSchema | undefined, path: string[]): JsonSchema | undefined =>
  path.reduce<JsonSchema | undefined>((at, name) => at?.properties?.[name], schema)
