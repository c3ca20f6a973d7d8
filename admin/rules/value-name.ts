import type { CatalogueField } from "../api/catalogue"
import { useText } from "../i18n/use-text"

/** What people call a value of a field: countries and languages go by their names, yes and no by these words. */
export function useValueName(field: CatalogueField) {
  const { t, label, locale } = useText()
  return (value: string): string => {
    const choice = field.choices?.find((one) => one.value === value)
    if (choice) return label(choice.label)
    if (field.type === "boolean") return t(value === "true" ? "rules.yes" : "rules.no")
    if (field.id === "profile.country") return nameIn(locale, "region", value.toUpperCase())
    if (field.id === "profile.language") return nameIn(locale, "language", value)
    return value
  }
}

function nameIn(locale: string, type: "region" | "language", code: string): string {
  try {
    return new Intl.DisplayNames(locale, { type }).of(code) ?? code
  } catch {
    // What an import wrote there is no code of a country.
    return code
  }
}
