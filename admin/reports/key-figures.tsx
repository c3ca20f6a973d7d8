import { Tooltip } from "@medusajs/ui"
import type { ReactNode } from "react"
import type { PlanReport } from "../../src/core/report/plan-report"
import { useText } from "../i18n/use-text"
import { Fact, Figure, Figures, Section } from "../page/section"

/** A figure whose meaning shows when one points at it. */
function Explained({
  name,
  value,
  text,
  hint,
}: {
  name: string
  value: ReactNode
  text: string
  hint?: ReactNode
}) {
  return (
    <Tooltip content={text} maxWidth={280}>
      <div>
        <Figure name={name} value={value} hint={hint} />
      </div>
    </Tooltip>
  )
}

export function KeyFigures({ report }: { report: PlanReport }) {
  const { t, number, money, percent } = useText()
  const net = report.money.map((m) => money(m.net, m.currency))
  return (
    <Figures>
      <Explained name={t("report.covered")} text={t("report.coveredText")} value={number(report.covered)} />
      <Explained
        name={t("report.reached")}
        text={t("report.reachedText")}
        value={number(report.reached)}
        hint={report.covered > 0 ? percent(report.reached / report.covered) : undefined}
      />
      <Explained
        name={t("report.ordered")}
        text={t("report.orderedText")}
        value={number(report.ordered.heads)}
        hint={t("report.orders", { count: report.ordered.orders, shown: number(report.ordered.orders) })}
      />
      <Explained
        name={t("report.paid")}
        text={t("report.paidText")}
        value={number(report.paid.heads)}
        hint={t("report.orders", { count: report.paid.orders, shown: number(report.paid.orders) })}
      />
      <Explained
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
      <Explained name={t("report.lift")} text={t("report.liftText")} value="–" hint={t("report.noHoldout")} />
    )
  // A difference of two shares is in percentage points, which is not the same as percent.
  const points = (share: number) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: 1, signDisplay: "exceptZero" }).format(share * 100)
  const { difference, low, high } = report.lift
  return (
    <Explained
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
  const { messages, coupons, points } = report
  const lines: [string, string][] = [
    ["messagesSent", number(messages.sent)],
    ["opened", number(messages.opened)],
    ["clicked", number(messages.clicked)],
    ["queued", number(messages.queued)],
    ["couponsGranted", number(coupons.granted)],
    ["couponsUsed", number(coupons.used)],
    ["couponsOpen", number(coupons.open)],
    ["pointsGranted", number(points.granted)],
    ["pointsUsed", number(points.used)],
    ["cancelledOrders", number(report.cancelled.orders)],
    ["refundedOrders", number(report.refunded.orders)],
    ["unsubscribed", number(report.unsubscribed)],
    ["heldOut", number(report.held_out)],
    ["inside", number(report.inside)],
  ]
  return (
    <Section title={t("report.details")}>
      {report.money.map((m) => (
        <Fact key={m.currency} name={t("report.moneyIn", { currency: m.currency.toUpperCase() })}>
          {t("report.moneyLine", {
            ordered: money(m.ordered, m.currency),
            paid: money(m.paid, m.currency),
            refunded: money(m.refunded, m.currency),
            net: money(m.net, m.currency),
          })}
        </Fact>
      ))}
      {lines.map(([key, value]) => (
        <Fact key={key} name={t(`report.${key}`)}>
          <span className="text-ui-fg-base tabular-nums">{value}</span>
        </Fact>
      ))}
    </Section>
  )
}
