import { clx, Text } from "@medusajs/ui"
import type { PlanReport } from "../../src/core/report/plan-report"
import { useText } from "../i18n/use-text"
import { Explained, Section } from "../page/section"
import { useGoalText } from "../plans/targets"

/** What the plan is to reach and may give away, held against what it did; nothing where neither was set. */
export function Targets({ report: { goal, targets, budget } }: { report: PlanReport }) {
  const { t, money, number } = useText()
  const { progress } = useGoalText()
  if (!goal && targets.length === 0 && !budget) return null
  const aims = [
    ...(goal
      ? [{ name: t("report.goal"), of: goal, hint: t(met(goal) ? "report.goalMet" : "report.goalOpen") }]
      : []),
    ...targets.map((of) => ({
      name: t("plans.settings.target"),
      of,
      hint: t(met(of) ? "report.targetMet" : "report.targetOpen"),
    })),
  ]
  const left = budget ? budget.amount - budget.given : 0
  const unvalued = budget?.unvalued
  return (
    <Section title={t("report.targets")}>
      <div className="grid md:grid-cols-2">
        {aims.map(({ name, of, hint }) => (
          <Bar
            key={`${name} ${of.metric} ${of.currency ?? ""}`}
            name={name}
            text={t(`report.goalText.${of.metric}`)}
            value={progress(of)}
            share={of.share}
            hints={[hint]}
          />
        ))}
        {budget ? (
          <Bar
            name={t("report.budget")}
            text={t("report.budgetText")}
            value={t("report.ofTarget", {
              reached: money(budget.given, budget.currency),
              target: money(budget.amount, budget.currency),
            })}
            share={budget.share}
            over={left < 0}
            hints={[
              left < 0
                ? t("report.budgetOver", { amount: money(-left, budget.currency) })
                : t("report.budgetLeft", { amount: money(left, budget.currency) }),
              unvalued?.coupons
                ? t("report.budgetCoupons", { count: unvalued.coupons, shown: number(unvalued.coupons) })
                : null,
              unvalued?.points ? t("report.budgetPoints", { currency: budget.currency.toUpperCase() }) : null,
            ].filter((hint) => hint !== null)}
          />
        ) : null}
      </div>
    </Section>
  )
}

const met = ({ share }: { share: number }): boolean => share >= 1

function Bar({
  name,
  text,
  value,
  share,
  hints,
  over = false,
}: {
  name: string
  text: string
  value: string
  share: number
  hints: string[]
  over?: boolean
}) {
  const { percent } = useText()
  const filled = Math.min(100, share * 100)
  return (
    <div className="flex min-w-0 flex-col gap-y-2 px-6 py-4">
      <div className="flex items-baseline justify-between gap-3">
        <Text size="small" leading="compact" weight="plus" as="div">
          <Explained name={name} text={text} />
        </Text>
        <Text size="small" leading="compact" className="tabular-nums">
          {percent(share)}
        </Text>
      </div>
      <Text size="large" leading="compact" weight="plus" className="break-words tabular-nums">
        {value}
      </Text>
      <div
        role="progressbar"
        aria-label={name}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(filled)}
        aria-valuetext={percent(share)}
        className="bg-ui-bg-switch-off h-3 overflow-hidden rounded-full"
      >
        <div
          className={clx("h-full rounded-full", over ? "bg-ui-tag-red-icon" : "bg-ui-bg-interactive")}
          style={{ width: `${filled}%` }}
        />
      </div>
      {hints.map((hint) => (
        <Text key={hint} size="xsmall" leading="compact" className="text-ui-fg-subtle">
          {hint}
        </Text>
      ))}
    </div>
  )
}
