import { Plus, Trash } from "@medusajs/icons"
import { Button, IconButton } from "@medusajs/ui"
import type { PlanSettings } from "../../src/core/canvas/plan-settings"
import type { Problem } from "../../src/core/problem"
import type { Budget, Goal, GoalProgress } from "../../src/core/report/targets"
import { Choose } from "../form/choose"
import { FieldProblems } from "../form/field-problems"
import { MoneyInput, NumberInput } from "../form/inputs"
import { Labelled } from "../form/labelled"
import { useText } from "../i18n/use-text"
import { useCurrencies } from "../page/currencies"
import { type GoalDraft, METRICS } from "./goal"

const LARGEST_COUNT = 1_000_000_000

type Aimed = { goals: GoalDraft[]; budget: Budget | undefined }

/** What a plan is to reach and may give away; the report and the list hold both against what happened. */
export function Targets({
  goals,
  budget,
  problems,
  onChange,
}: Aimed & { problems: Problem[]; onChange: (change: Partial<Aimed>) => void }) {
  const { t } = useText()
  const currencies = useCurrencies()
  const currency = currencies[0] ?? "eur"
  return (
    <>
      <Goals goals={goals} problems={problems} onChange={(next) => onChange({ goals: next })} />
      <Labelled label={t("plans.settings.budget")} hint={t("plans.settings.budgetText")} optional>
        <div className="flex flex-wrap items-start gap-2">
          <MoneyInput
            label={t("plans.settings.budget")}
            value={budget?.amount}
            currency={budget?.currency ?? currency}
            onChange={(amount) =>
              onChange({ budget: amount ? { amount, currency: budget?.currency ?? currency } : undefined })
            }
          />
          <Currency
            value={budget?.currency ?? currency}
            currencies={currencies}
            onChange={(chosen) => budget && onChange({ budget: { ...budget, currency: chosen } })}
          />
        </div>
      </Labelled>
    </>
  )
}

const NONE = "none"

/** The goal and, below it, what else the plan is measured by: each measure once. */
function Goals({
  goals,
  problems,
  onChange,
}: {
  goals: GoalDraft[]
  problems: Problem[]
  onChange: (goals: GoalDraft[]) => void
}) {
  const { t } = useText()
  const currencies = useCurrencies()
  const currency = currencies[0] ?? "eur"
  const left = METRICS.filter((metric) => !goals.some((goal) => goal.metric === metric))
  const put = (place: number, goal: GoalDraft | undefined) =>
    onChange([...goals.slice(0, place), ...(goal ? [goal] : []), ...goals.slice(place + 1)])
  const first = left[0]
  return (
    <Labelled label={t("plans.settings.goal")} hint={t("plans.settings.goalText")} optional>
      <div className="flex flex-col gap-y-2">
        {[...goals, ...(goals.length === 0 ? [undefined] : [])].map((goal, place) => (
          <div key={goal?.metric ?? NONE}>
            <div className="flex flex-wrap items-start gap-2">
              <Choose
                label={t(place === 0 ? "plans.settings.goal" : "plans.settings.nthTarget", {
                  number: place + 1,
                })}
                className="w-52"
                value={goal?.metric ?? NONE}
                options={[...(place === 0 ? [NONE] : []), ...METRICS]
                  .filter(
                    (one) => one === goal?.metric || one === NONE || left.some((metric) => metric === one),
                  )
                  .map((one) => ({ value: one, label: t(`plans.settings.goals.${one}`) }))}
                onChange={(metric) => put(place, begun(metric, currency))}
              />
              {goal ? (
                <Target goal={goal} currencies={currencies} onChange={(next) => put(place, next)} />
              ) : null}
              {place > 0 ? (
                <IconButton
                  size="small"
                  variant="transparent"
                  aria-label={t("form.removeNth", { number: place + 1 })}
                  onClick={() => put(place, undefined)}
                >
                  <Trash />
                </IconButton>
              ) : null}
            </div>
            <FieldProblems problems={problems} path={`goals.${place}.target`} />
          </div>
        ))}
        {goals.length > 0 && first ? (
          <Button
            type="button"
            size="small"
            variant="secondary"
            className="self-start"
            onClick={() => put(goals.length, begun(first, currency))}
          >
            <Plus />
            {t("plans.settings.addTarget")}
          </Button>
        ) : null}
      </div>
    </Labelled>
  )
}

const begun = (metric: string, currency: string): GoalDraft | undefined => {
  const found = METRICS.find((one) => one === metric)
  if (!found) return undefined
  return found === "net_revenue"
    ? { metric: found, target: undefined, currency }
    : { metric: found, target: undefined }
}

function Target({
  goal,
  currencies,
  onChange,
}: {
  goal: GoalDraft
  currencies: string[]
  onChange: (goal: GoalDraft) => void
}) {
  const { t } = useText()
  const { metric, target } = goal
  const label = t(`plans.settings.targets.${metric}`)
  if (metric !== "net_revenue")
    return (
      <NumberInput
        label={label}
        whole={metric === "orders"}
        min={metric === "orders" ? 1 : 0}
        max={metric === "orders" ? LARGEST_COUNT : 100}
        value={target}
        onChange={(next) => onChange({ ...goal, target: next })}
      />
    )
  const currency = goal.currency ?? currencies[0] ?? "eur"
  return (
    <>
      <MoneyInput
        label={label}
        value={target}
        currency={currency}
        onChange={(next) => onChange({ ...goal, target: next, currency })}
      />
      <Currency
        value={currency}
        currencies={currencies}
        onChange={(chosen) => onChange({ ...goal, currency: chosen })}
      />
    </>
  )
}

/** Nothing to choose where the store has one only. */
function Currency({
  value,
  currencies,
  onChange,
}: {
  value: string
  currencies: string[]
  onChange: (currency: string) => void
}) {
  const { t } = useText()
  return (
    <Choose
      label={t("settings.currency")}
      className="w-24"
      value={value}
      options={[...new Set([...currencies, value])].map((code) => ({
        value: code,
        label: code.toUpperCase(),
      }))}
      onChange={onChange}
    />
  )
}

/** What a goal says, and how far a plan came: "40 paid orders", "12 of 40 paid orders". */
export function useGoalText() {
  const { t, number, percent, money } = useText()
  const currencies = useCurrencies()
  const told = ({ metric, currency }: Pick<GoalDraft, "metric" | "currency">, value: number): string => {
    if (metric === "conversion_rate") return percent(value)
    return metric === "orders" ? number(value) : money(value, currency ?? currencies[0] ?? "eur")
  }
  const line = (goal: Goal): string =>
    t(`plans.settings.goalLine.${goal.metric}`, { value: told(goal, goal.target) })
  return {
    lines: ({ goal, targets = [] }: Pick<PlanSettings, "goal" | "targets">) => [
      ...(goal ? [{ name: t("plans.settings.goal"), line: line(goal) }] : []),
      ...targets.map((target) => ({ name: t("plans.settings.target"), line: line(target) })),
    ],
    progress: (goal: GoalProgress): string =>
      t(`report.reachedGoal.${goal.metric}`, {
        reached: told(goal, goal.reached),
        target: told(goal, goal.target),
      }),
  }
}
