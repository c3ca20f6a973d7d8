import { Text } from "@medusajs/ui"
import { useText } from "../i18n/use-text"
import type { Rule } from "./rule"
import { useSentenceOf } from "./use-sentence-of"

/** The rule as one plain sentence; nothing while there is none that makes sense. */
export function RuleSentence({ rule }: { rule: Rule | null }) {
  const { t } = useText()
  const sentence = useSentenceOf(rule)
  if (!rule || !sentence.data?.text) return null
  return (
    <Text size="small" className="text-ui-fg-subtle" aria-label={t("preview.sentence")}>
      {sentence.data.text}
    </Text>
  )
}
