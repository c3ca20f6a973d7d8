import { Trash } from "@medusajs/icons"
import { Heading, IconButton, Input, Text, Tooltip } from "@medusajs/ui"
import { type ImportKind, type Mapping, TARGETS } from "../../src/core/import/columns"
import { Choose } from "../form/choose"
import { useText } from "../i18n/use-text"
import { useCurrencies } from "../page/currencies"
import { missingIn, valueKey } from "./missing-targets"
import { useTargetName } from "./target-name"

/** Numbers of single lines, people and orders: one value for all of them would say nothing. */
const OF_EACH_LINE = ["order_id", "customer_id", "email", "phone", "visitor_id", "event_id"]

/** What the file does not say because it is the same for every line, such as the currency of a shop's only market. */
export function LineValues({
  kind,
  mapping,
  onMapping,
}: {
  kind: ImportKind
  mapping: Mapping
  onMapping: (mapping: Mapping) => void
}) {
  const { t } = useText()
  const currencies = useCurrencies()
  const nameOf = useTargetName()
  const given = Object.entries(mapping).flatMap(([key, meaning]) =>
    "value" in meaning ? [{ target: key.replace(/^=/, ""), value: meaning.value }] : [],
  )
  const needed = missingIn(kind, mapping)
    .flat()
    .filter((target) => !OF_EACH_LINE.includes(target) && !given.some((one) => one.target === target))
  const rows = [...given, ...needed.map((target) => ({ target, value: "" }))].sort((a, b) =>
    a.target.localeCompare(b.target),
  )
  const taken = new Set(Object.values(mapping).flatMap((meaning) => ("to" in meaning ? meaning.to : [])))
  const others = TARGETS[kind].columns.filter(
    (target) =>
      !taken.has(target) && !OF_EACH_LINE.includes(target) && !rows.some((row) => row.target === target),
  )
  const put = (target: string, value: string) => onMapping({ ...mapping, [valueKey(target)]: { value } })
  const drop = (target: string) => {
    const { [valueKey(target)]: _, ...rest } = mapping
    onMapping(rest)
  }
  if (rows.length === 0 && others.length === 0) return null
  return (
    <div className="flex flex-col gap-y-3 px-6 py-4">
      <div>
        <Heading level="h3">{t("imports.everyLine")}</Heading>
        <Text size="small" className="text-ui-fg-subtle">
          {t("imports.everyLineText")}
        </Text>
      </div>
      {rows.map(({ target, value }) => (
        <div key={target} className="flex items-center gap-3">
          <Text size="small" leading="compact" weight="plus" className="w-40 shrink-0">
            {nameOf(target)}
          </Text>
          <Input
            size="small"
            className="w-64"
            aria-label={t("imports.valueOf", { name: nameOf(target) })}
            list={target === "currency" ? "import-currencies" : undefined}
            placeholder={target === "currency" ? currencies[0] : undefined}
            value={value}
            onChange={(e) => (e.target.value === "" ? drop(target) : put(target, e.target.value))}
          />
          {needed.includes(target) || value === "" ? null : (
            <Tooltip content={t("imports.dropValue")}>
              <IconButton
                size="small"
                variant="transparent"
                aria-label={t("imports.dropValueOf", { name: nameOf(target) })}
                onClick={() => drop(target)}
              >
                <Trash />
              </IconButton>
            </Tooltip>
          )}
        </div>
      ))}
      <datalist id="import-currencies">
        {currencies.map((code) => (
          <option key={code} value={code} />
        ))}
      </datalist>
      {others.length > 0 ? (
        <Choose
          label={t("imports.addValue")}
          placeholder={t("imports.addValue")}
          className="w-64"
          value={undefined}
          options={others.map((target) => ({ value: target, label: nameOf(target) }))}
          onChange={(target) => put(target, "")}
        />
      ) : null}
    </div>
  )
}
