import type { CatalogueField } from "../api/catalogue"

/** The field that a condition asks about; of one that there is for any number of days, as that of the condition's days. */
export function fieldOf(fields: CatalogueField[], id: string): CatalogueField | undefined {
  return fields.find((field) => field.id === id) ?? fields.flatMap((field) => forDays(field, id) ?? [])[0]
}

function forDays(field: CatalogueField, id: string): CatalogueField | undefined {
  const { for_days } = field
  const [before, after] = for_days?.id.split("{}") ?? []
  if (!for_days || before === undefined || after === undefined) return undefined
  const days = id.slice(before.length, id.length - after.length)
  if (!/^\d{1,4}$/.test(days) || id !== before + days + after) return undefined
  const filled = (text: string) => text.replace("{}", days)
  const { en, zhCN } = for_days.label
  return {
    ...field,
    id,
    label: { en: filled(en), zhCN: zhCN && filled(zhCN) },
    for_days: { ...for_days, days: Number(days) },
  }
}
