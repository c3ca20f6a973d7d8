import type { Attribute, AttributeValue } from "../api/attributes"
import { useText } from "../i18n/use-text"

/** What an attribute is called, and what one says, in the reader's words. */
export function useAttributeText() {
  const { t, number, label } = useText()
  return {
    nameOf: ({ key, label: { en = key, zhCN } }: Pick<Attribute, "key" | "label">): string =>
      label({ en, zhCN }),
    say: (value: AttributeValue): string => {
      if (typeof value === "boolean") return t(value ? "attributes.yes" : "attributes.no")
      if (typeof value === "number") return number(value)
      return [value].flat().join(", ")
    },
  }
}
