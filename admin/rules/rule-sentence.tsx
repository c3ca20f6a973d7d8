import { Text } from "@medusajs/ui"
import { useSentence } from "../api/rules"
import { useText } from "../i18n/use-text"
import type { Rule } from "./rule"

/** The rule as one plain sentence; nothing while there is none that makes sense. */
export function RuleSentence({ rule }: { rule: Rule | null }) {
  const { t, language } = useText()
  const sentence = useSentence(rule, language)
  if (!rule || !sentence.data?.text) return null
  return (
    <Text size="small" className="text-ui-fg-subtle" aria-label={t("preview.sentence")}>
      {sentence.data.text}
    </Text>
  )
}
