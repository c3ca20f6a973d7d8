import { Label, Switch, Table, Text } from "@medusajs/ui"
import type { Mapping, TagsMode, UnknownColumns } from "../../src/core/import/columns"
import { TARGETS } from "../../src/core/import/columns"
import type { Import } from "../api/imports"
import { Choose } from "../form/choose"
import { Switched } from "../form/switched"
import { useText } from "../i18n/use-text"
import { Section } from "../page/section"
import { LineValues } from "./line-values"
import { mapColumn, missingIn } from "./missing-targets"
import { useTargetName } from "./target-name"

const REST = "-"
const IGNORE = "ignore"

/** What each column of the file means. */
export function ColumnMapping({
  made,
  mapping,
  unknown,
  onMapping,
  onUnknown,
  tagsMode,
  onTagsMode,
}: {
  made: Import
  mapping: Mapping
  unknown: UnknownColumns
  onMapping: (mapping: Mapping) => void
  onUnknown: (unknown: UnknownColumns) => void
  tagsMode: TagsMode
  onTagsMode: (mode: TagsMode) => void
}) {
  const { t } = useText()
  const put = (column: string, target: string) =>
    onMapping(mapColumn(mapping, column, target === REST ? null : target))
  // A purchase has no attributes: what is no column of ours is not kept.
  const keepable = made.kind !== "purchases"
  const keeps = keepable && unknown === "attributes"
  // What nobody named, nobody can choose a meaning for: it is kept or left out with the rest.
  const named = made.columns.filter((column) => column !== "")
  const nameOf = useTargetName()
  const missing = missingIn(made.kind, mapping).map((group) => group.map(nameOf).join(" / "))
  return (
    <Section title={t("imports.mapping")} subtitle={t("imports.mappingText")}>
      {missing.length > 0 ? (
        <Text size="small" className="text-ui-fg-error px-6 py-3" role="alert">
          {t("imports.missing", { names: missing.join(", ") })}
        </Text>
      ) : null}
      <Table>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell>{t("imports.column")}</Table.HeaderCell>
            <Table.HeaderCell>{t("imports.meaning")}</Table.HeaderCell>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {named.map((column) => (
            <Table.Row key={column}>
              <Table.Cell className="font-mono">{column}</Table.Cell>
              <Table.Cell className="py-1">
                <Choose
                  label={t("imports.meaningOf", { column })}
                  className="w-64"
                  value={targetOf(mapping, column)}
                  options={[
                    {
                      value: REST,
                      label: keeps ? t("imports.asAttribute") : t("imports.leftOut"),
                    },
                    { value: IGNORE, label: t("imports.leftOut") },
                    ...TARGETS[made.kind].columns.map((target) => ({
                      value: target,
                      label: nameOf(target),
                    })),
                  ].filter((_, i) => i !== 1 || keeps)}
                  onChange={(target) => put(column, target)}
                />
              </Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
      <LineValues kind={made.kind} mapping={mapping} onMapping={onMapping} />
      {keepable ? (
        <div className="flex items-center gap-3 px-6 py-4">
          <Switch
            id="unknown-columns"
            checked={keeps}
            onCheckedChange={(on) => onUnknown(on ? "attributes" : "ignore")}
          />
          <Label size="small" htmlFor="unknown-columns">
            {t("imports.keepOthers")}
          </Label>
        </div>
      ) : null}
      {hasTags(mapping) ? (
        <div className="px-6 py-4">
          <Switched
            name={t("imports.overwriteTags")}
            text={t("imports.overwriteTagsText")}
            on={tagsMode === "overwrite"}
            onSwitch={(on) => onTagsMode(on ? "overwrite" : "keep")}
          />
        </div>
      ) : null}
    </Section>
  )
}

const hasTags = (mapping: Mapping): boolean =>
  Object.entries(mapping).some(([name, meaning]) =>
    "to" in meaning ? meaning.to === "tags" : name === "=tags",
  )

function targetOf(mapping: Mapping, column: string): string {
  const meaning = mapping[column]
  return meaning && "to" in meaning ? meaning.to : REST
}
