import { Text } from "@medusajs/ui"
import type { PlanReport } from "../../src/core/report/plan-report"
import { useText } from "../i18n/use-text"
import { Behind, Explained, Section } from "../page/section"
import { peopleWho } from "./key-figures"

/** Where the people of a step can be seen. */
const PEOPLE: Partial<Record<PlanReport["funnel"][number]["step"], string>> = {
  covered: peopleWho(),
  reached: peopleWho("reached"),
  ordered: peopleWho("ordered"),
}

/** From covered to paid: how many got so far, of all and of the step before. */
export function Funnel({ report }: { report: PlanReport }) {
  const { t, number, percent } = useText()
  return (
    <Section title={t("report.funnel")} subtitle={t("report.funnelText")}>
      <ol className="flex flex-col gap-y-4 px-6 py-4">
        {report.funnel.map((step, i) => (
          <li key={step.step} className="flex flex-col gap-y-1.5">
            <div className="flex items-baseline justify-between gap-3">
              <Text size="small" leading="compact" weight="plus" as="div">
                <Explained name={t(`report.${step.step}`)} text={t(`report.${step.step}Text`)} />
              </Text>
              <Text size="small" leading="compact" className="tabular-nums">
                <Behind to={PEOPLE[step.step]}>{number(step.heads)}</Behind>
                {i > 0 ? (
                  <span className="text-ui-fg-subtle">
                    {" · "}
                    {t("report.ofPrevious", { share: percent(step.of_previous) })}
                  </span>
                ) : null}
              </Text>
            </div>
            <div className="bg-ui-bg-switch-off h-3 overflow-hidden rounded-full">
              <div
                className="bg-ui-bg-interactive h-full rounded-full transition-all"
                style={{ width: `${Math.min(100, step.of_first * 100)}%` }}
              />
            </div>
          </li>
        ))}
      </ol>
    </Section>
  )
}
