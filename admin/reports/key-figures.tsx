import type { PlanReport } from "../../src/core/report/plan-report"
import { useText } from "../i18n/use-text"
import { Behind, Explained, Fact, Figure, Figures, Section } from "../page/section"
import { useMoneyLine } from "../pre-runs/money-line"

/** The people behind a figure, on the plan's own page. */
export const peopleWho = (status?: string): string => `?tab=people${status ? `&status=${status}` : ""}`

export function KeyFigures({ report }: { report: PlanReport }) {
  const { t, number, money, percent } = useText()
  const net = report.money.map((m) => money(m.net, m.currency))
  return (
    <Figures six>
      <Figure
        name={t("report.covered")}
        text={t("report.coveredText")}
        value={number(report.covered)}
        to={peopleWho()}
        hint={
          report.entries > report.covered ? t("report.cameIn", { times: number(report.entries) }) : undefined
        }
      />
      <Figure
        name={t("report.reached")}
        text={t("report.reachedText")}
        value={number(report.reached)}
        to={peopleWho("reached")}
        hint={report.covered > 0 ? percent(report.reached / report.covered) : undefined}
      />
      <Figure
        name={t("report.ordered")}
        text={t("report.orderedText")}
        value={number(report.ordered.heads)}
        to={peopleWho("ordered")}
        hint={t("report.orders", { count: report.ordered.orders, shown: number(report.ordered.orders) })}
      />
      <Figure
        name={t("report.paid")}
        text={t("report.paidText")}
        value={number(report.paid.heads)}
        to={peopleWho("ordered")}
        hint={t("report.orders", { count: report.paid.orders, shown: number(report.paid.orders) })}
      />
      <Figure
        name={t("report.net")}
        text={t("report.netText")}
        value={net[0] ?? "–"}
        hint={net.slice(1).join(", ") || undefined}
      />
      <Lift report={report} />
    </Figures>
  )
}

function Lift({ report }: { report: PlanReport }) {
  const { t, locale } = useText()
  if (!report.lift)
    return (
      <Figure name={t("report.lift")} text={t("report.liftText")} value="–" hint={t("report.noHoldout")} />
    )
  // A difference of two shares is in percentage points, which is not the same as percent.
  const points = (share: number) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: 1, signDisplay: "exceptZero" }).format(share * 100)
  const { difference, low, high } = report.lift
  return (
    <Figure
      name={t("report.lift")}
      text={t("report.liftText")}
      value={t("report.pp", { value: points(difference) })}
      hint={t("report.interval", { low: points(low), high: points(high) })}
    />
  )
}

/** What was given and sent, and what became of it. */
export function MoreFigures({ report }: { report: PlanReport }) {
  const { t, number, money } = useText()
  const { messages, coupons, points, worth } = report
  const moneyLine = useMoneyLine()
  const lines: [string, string, string?][] = [
    ["messagesSent", number(messages.sent)],
    ["opened", number(messages.opened)],
    ["clicked", number(messages.clicked), "clicked"],
    ["queued", number(messages.queued)],
    ["couponsGranted", number(coupons.granted)],
    ["couponsUsed", number(coupons.used)],
    ["couponsOpen", number(coupons.open)],
    ["couponsWorth", moneyLine(worth.coupons) || "–"],
    ["pointsGranted", number(points.granted)],
    ["pointsWorth", points.granted > 0 ? moneyLine(worth.points) : "–"],
    ["pointsUsed", number(points.used)],
    ["cancelledOrders", number(report.cancelled.orders)],
    ["refundedOrders", number(report.refunded.orders)],
    ["unsubscribed", number(report.unsubscribed)],
    ["heldOut", number(report.held_out), "held_out"],
    ["storeHeldOut", number(report.store_held_out), "store_held_out"],
    ["inside", number(report.inside), "inside"],
  ]
  return (
    <Section title={t("report.details")}>
      {report.money.map((m) => (
        <Fact key={m.currency} name={t("report.moneyIn", { currency: m.currency.toUpperCase() })}>
          <ul className="tabular-nums">
            {(["ordered", "paid", "refunded", "net"] as const).map((part) => (
              <li key={part} className="flex justify-between gap-3">
                <span>{t(`report.money.${part}`)}</span>
                <span className={part === "net" ? "text-ui-fg-base font-medium" : "text-ui-fg-base"}>
                  {money(m[part], m.currency)}
                </span>
              </li>
            ))}
          </ul>
        </Fact>
      ))}
      {lines.map(([key, value, status]) => (
        <Fact key={key} name={<Explained name={t(`report.${key}`)} text={t(`report.explained.${key}`)} />}>
          <span className="text-ui-fg-base block text-end tabular-nums">
            <Behind to={status ? peopleWho(status) : undefined}>{value}</Behind>
          </span>
        </Fact>
      ))}
    </Section>
  )
}
