import { Button, Text } from "@medusajs/ui"
import { useEffect, useRef } from "react"
import { useText } from "../i18n/use-text"
import { ProblemList } from "../page/problem-list"
import { AudiencePreview } from "./audience-preview"
import { ruleOf } from "./rule"
import { RuleBuilder } from "./rule-builder"
import { RuleSentence } from "./rule-sentence"
import { useRuleDraft } from "./use-rule-draft"

/**
 * A rule as one setting of a node, with what it means: of a plan's audience who that is now; inside a canvas only in
 * words, for who will come by there is known to nobody. While nothing is chosen it means nobody yet, and not everybody.
 */
export function RuleSetting({
  value,
  onChange,
  inCanvas,
  needed = true,
}: {
  value: unknown
  onChange: (value: unknown) => void
  inCanvas?: boolean
  /** Else nothing chosen means everybody. */
  needed?: boolean
}) {
  const { t } = useText()
  const given = ruleOf(value)
  // Told upwards last: what comes back unchanged is not news.
  const told = useRef(JSON.stringify(given))
  const draft = useRuleDraft(given, {
    inCanvas,
    onChange: (rule) => {
      told.current = JSON.stringify(rule)
      onChange(rule)
    },
  })
  const text = JSON.stringify(given)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another rule from outside, e.g. the canvas undid a step
  useEffect(() => {
    if (text === told.current) return
    told.current = text
    draft.adopt(given)
  }, [text])
  return (
    <div className="flex flex-col gap-y-3">
      {value === undefined ? (
        <div className="flex flex-wrap items-center gap-2">
          <Text size="small" className="text-ui-fg-subtle">
            {t(needed ? "rules.unset" : "rules.unsetForAll")}
          </Text>
          {needed ? (
            <Button size="small" variant="secondary" type="button" onClick={() => onChange({ all: [] })}>
              {t("rules.takeEveryone")}
            </Button>
          ) : null}
        </div>
      ) : null}
      <RuleBuilder draft={draft} />
      <ProblemList problems={draft.elsewhere} beside />
      {inCanvas && value !== undefined ? <RuleSentence rule={draft.wrong ? null : draft.known.rule} /> : null}
      {inCanvas || value === undefined ? null : (
        <AudiencePreview rule={draft.known.rule} wrong={draft.wrong} waiting={draft.waiting} stands="under" />
      )}
    </div>
  )
}
