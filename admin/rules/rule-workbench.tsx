import { Container, Heading, Text } from "@medusajs/ui"
import { useText } from "../i18n/use-text"
import { ProblemList } from "../page/problem-list"
import { AudiencePreview } from "./audience-preview"
import { RuleBuilder } from "./rule-builder"
import type { RuleDraft } from "./use-rule-draft"

/** The rule, and what it means now: to its right, or under it with the count in sight. */
export function RuleWorkbench({ draft }: { draft: RuleDraft }) {
  const { t } = useText()
  return (
    <div className="flex flex-col gap-3 xl:flex-row xl:items-start">
      <Container className="min-w-0 flex-1 divide-y p-0">
        <div className="px-6 py-4">
          <Heading level="h2">{t("rules.title")}</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            {t("rules.subtitle")}
          </Text>
        </div>
        <div className="bg-ui-bg-subtle flex flex-col gap-y-3 rounded-b-lg px-6 py-4">
          <RuleBuilder draft={draft} />
          <ProblemList problems={draft.elsewhere} beside />
          {draft.conditions === 0 ? (
            <Text size="small" className="text-ui-fg-subtle">
              {t("rules.everyone")}
            </Text>
          ) : null}
        </div>
      </Container>
      <AudiencePreview
        rule={draft.known.rule}
        wrong={draft.known.wrong}
        waiting={draft.waiting}
        segment={draft.asSegment}
        stands="beside"
      />
    </div>
  )
}
