import { Hint, Text } from "@medusajs/ui"
import { Choose } from "../form/choose"
import { useText } from "../i18n/use-text"
import { calledInList, type EarlierCards } from "./earlier-cards"
import type { PlanCondition } from "./rule"
import { WindowEditor } from "./window-editor"

/** What can become of what one card sent or gave. */
const OF_CARD = ["received", "failed", "opened", "clicked", "coupon_used", "converted"] as const
const ANY = "any card"

/** "At the card [Welcome] [clicked] [since the person came in]": of the plan that is being drawn. */
export function CardOutcomeEditor({
  value,
  earlier,
  onChange,
}: {
  value: PlanCondition
  earlier: EarlierCards
  onChange: (next: PlanCondition) => void
}) {
  const { t } = useText()
  const isMissing = value.node !== undefined && earlier.cards.every(({ id }) => id !== value.node)
  // A card that sends and gives nothing is only offered where it was chosen before.
  const offered = earlier.cards.filter(({ id, tells }) => tells || id === value.node)
  const outcomes = value.node === undefined ? [...OF_CARD, "entered", "held_out"] : OF_CARD
  const known = (outcomes as readonly string[]).includes(value.outcome)
  return (
    <div className="flex flex-col gap-y-1.5">
      <div className="flex flex-wrap items-center gap-1.5">
        <Text size="small" leading="compact" weight="plus">
          {t("rules.atCard")}
        </Text>
        <Choose
          label={t("rules.card")}
          className="w-64 max-w-full"
          value={value.node ?? ANY}
          options={[
            { value: ANY, label: t("rules.anyCard") },
            ...offered.map((card) => ({ value: card.id, label: calledInList(card) })),
            ...(isMissing ? [{ value: value.node!, label: t("rules.missingCard", { id: value.node }) }] : []),
          ]}
          onChange={(id) => {
            const { node: _, ...rest } = value
            onChange(id === ANY ? rest : { ...rest, node: id })
          }}
        />
        <Choose
          label={t("rules.outcome")}
          className="w-40"
          value={value.outcome}
          options={[...outcomes, ...(known ? [] : [value.outcome])].map((one) => ({
            value: one,
            label: t(`rules.outcomes.${one}`),
          }))}
          onChange={(outcome) => onChange({ ...value, outcome: outcome as PlanCondition["outcome"] })}
        />
        <WindowEditor
          value={value.window}
          onChange={(window) => {
            const { window: _, ...rest } = value
            onChange(window ? { ...rest, window } : rest)
          }}
          inCanvas
        />
      </div>
      {isMissing ? (
        <Hint variant="error" role="alert">
          {t("rules.cardNotBefore")}
        </Hint>
      ) : null}
    </div>
  )
}
