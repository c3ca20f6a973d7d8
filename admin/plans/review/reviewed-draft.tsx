import { Heading, Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import { type AtStake, worthAtStake } from "../../../src/core/canvas/at-stake"
import { useKinds } from "../../api/catalogue"
import { type Estimate, type Plan, usePlanEstimate } from "../../api/plans"
import { useText } from "../../i18n/use-text"
import { ProblemList } from "../../page/problem-list"
import { Answer } from "../../page/states"
import { useMoneyLine } from "../../pre-runs/money-line"
import { NextFirings } from "../schedule/next-firings"
import { useScheduleText } from "../schedule/schedule-text"
import { startOf } from "../schedule/start"
import { DifferenceOf } from "../versions/difference-of"
import { SeeDrawn } from "../versions/see-drawn"
import { useAtStake } from "./at-stake"

/** What there is to decide about: whether the draft is sound, whom it reaches with what, and what it changes. */
export function ReviewedDraft({ plan }: { plan: Plan }) {
  const { t } = useText()
  const asked = usePlanEstimate(plan, true)
  return (
    <>
      <Part title={t("plans.review.check")}>
        <Answer asked={asked} rows={2}>
          {({ estimate }) => <ProblemList problems={estimate.problems} none={t("plans.noProblems")} />}
        </Answer>
      </Part>
      <Part title={t("wizard.when.tab")}>
        <Beginning plan={plan} />
      </Part>
      {asked.data ? (
        <Part title={t("plans.review.stake")}>
          <Stake plan={plan} estimate={asked.data.estimate} />
        </Part>
      ) : null}
      <Part title={t("plans.difference.title")}>
        {plan.version === null ? (
          <Text size="small" className="text-ui-fg-subtle">
            {t("plans.review.first")}
          </Text>
        ) : (
          <DifferenceOf plan={plan} from={plan.version} />
        )}
        <SeeDrawn plan={plan} from={plan.version} />
      </Part>
    </>
  )
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="flex flex-col gap-y-2">
    <Heading level="h3">{title}</Heading>
    {children}
  </section>
)

/** When it starts, in words and, where there are such, as its next times. */
function Beginning({ plan }: { plan: Plan }) {
  const { lineOf } = useScheduleText()
  return (
    <>
      <Text size="small" className="text-ui-fg-subtle">
        {lineOf(plan)}
      </Text>
      <NextFirings start={startOf(plan.settings.schedule, plan.type)} plan_id={plan.id} />
    </>
  )
}

/** Heads, messages and benefits, as far as the estimate tells. */
function Stake({ plan, estimate }: { plan: Plan; estimate: Estimate }) {
  const { t, number, label } = useText()
  const kinds = useKinds()
  const cards = useAtStake(plan, estimate)
  const giftText = useGiftText()
  const worth = useMoneyLine()(worthAtStake(cards))
  const labelOf = (id: string) => label(kinds.data?.kinds.find((kind) => kind.id === id)?.label) || id
  const heads = (count: number | null) =>
    count === null ? t("plans.review.unknown") : t("plans.review.heads", { count, shown: number(count) })
  return (
    <ul className="text-ui-fg-subtle txt-compact-small flex flex-col gap-y-2">
      <Line name={t("plans.review.audience")}>
        {plan.type === "triggered" ? t("plans.review.asItHappens") : heads(estimate.audience)}
      </Line>
      {estimate.held_out ? <Line name={t("report.heldOut")}>{heads(estimate.held_out)}</Line> : null}
      {cards.map((card) => (
        <Line key={card.node} name={card.name || labelOf(card.kind)}>
          {[
            card.at_most === null
              ? heads(card.heads)
              : t("canvas.atMost", { count: card.at_most, shown: number(card.at_most) }),
            giftText(card),
          ]
            .filter(Boolean)
            .join(" · ")}
        </Line>
      ))}
      {worth ? <Line name={t("plans.review.worthInAll")}>{worth}</Line> : null}
      {cards.length === 0 ? <li>{t("plans.review.nothing")}</li> : null}
    </ul>
  )
}

/** What a card gives, in points and money; to each, where nobody knows to how many. */
function useGiftText() {
  const { t, number } = useText()
  const moneyLine = useMoneyLine()
  return ({ gift, heads, at_most }: AtStake): string => {
    if (!gift) return ""
    const { points, worth, by_the_cart } = gift
    const said = [
      points > 0 ? t("plans.review.points", { count: points, shown: number(points) }) : "",
      moneyLine(worth),
      by_the_cart ? t("preRun.byTheCart") : "",
    ]
      .filter(Boolean)
      .join(" · ")
    return (heads ?? at_most) === null ? t("plans.review.each", { what: said }) : said
  }
}

const Line = ({ name, children }: { name: string; children: ReactNode }) => (
  <li className="flex flex-wrap justify-between gap-x-4">
    <span className="text-ui-fg-base min-w-0 break-words">{name}</span>
    <span className="tabular-nums">{children}</span>
  </li>
)
