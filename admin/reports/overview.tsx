import { ArrowUpRightMini, CheckCircleSolid, CircleDottedLine } from "@medusajs/icons"
import { Button, Container, clx, Heading, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { type Overview as Figures, useOverview } from "../api/overview"
import type { PlanState } from "../api/plans"
import { Choose } from "../form/choose"
import { useText } from "../i18n/use-text"
import { Figure, Figures as Row, Section } from "../page/section"
import { Answer } from "../page/states"
import { useUrlValue } from "../page/url-state"
import { PlanBadge } from "../plans/plan-state"
import { SendingStopped } from "../settings/sending"
import { Trend } from "./trend"

const PERIODS = ["7", "30", "90", "365"]

/** What marketing brought, what runs, and what to do next. */
export function Overview() {
  const { t } = useText()
  const [days, setDays] = useUrlValue("days", "30")
  const asked = useOverview(Number(days))
  return (
    <div className="flex flex-col gap-y-3">
      <SendingStopped />
      <Container className="divide-y p-0">
        <div className="flex items-center justify-between gap-3 px-6 py-4">
          <div>
            <Heading level="h1">{t("overview.title")}</Heading>
            <Text size="small" className="text-ui-fg-subtle">
              {t("overview.subtitle")}
            </Text>
          </div>
          <Choose
            label={t("overview.period")}
            className="w-40"
            value={days}
            options={PERIODS.map((d) => ({ value: d, label: t("overview.lastDays", { count: Number(d) }) }))}
            onChange={setDays}
          />
        </div>
        <Answer asked={asked}>{({ overview }) => <Money overview={overview} />}</Answer>
      </Container>
      {asked.data ? (
        <>
          {asked.data.overview.counts.plans === 0 ? <NextSteps overview={asked.data.overview} /> : null}
          <Trend overview={asked.data.overview} />
          <Running overview={asked.data.overview} />
        </>
      ) : null}
    </div>
  )
}

function Money({ overview }: { overview: Figures }) {
  const { t, number, money, percent } = useText()
  const now = overview.money.filter((m) => m.period === "now")
  const before = (currency: string) =>
    overview.money.find((m) => m.period === "before" && m.currency === currency)?.net ?? 0
  const change = (currency: string, net: number) => {
    const then = before(currency)
    if (then <= 0) return t("overview.nothingBefore")
    const share = net / then - 1
    return t("overview.change", { change: `${share > 0 ? "+" : ""}${percent(share)}` })
  }
  const { counts } = overview
  return (
    <>
      <Row>
        {now.length === 0 ? (
          <Figure name={t("overview.revenue")} value="–" hint={t("overview.noOrders")} />
        ) : null}
        {now.map((m) => (
          <Figure
            key={m.currency}
            name={t("overview.revenueIn", { currency: m.currency.toUpperCase() })}
            value={money(m.net, m.currency)}
            hint={change(m.currency, m.net)}
          />
        ))}
        <Figure
          name={t("overview.orders")}
          value={number(now.reduce((sum, m) => sum + m.orders, 0))}
          hint={t("overview.ordersText")}
        />
        <Figure name={t("overview.messages")} value={number(counts.messages)} />
        <Figure
          name={t("overview.coupons")}
          value={number(counts.coupons_used)}
          hint={t("overview.couponsOpen", { shown: number(counts.coupons_open) })}
        />
        <Figure
          name={t("overview.points")}
          value={number(counts.points_open)}
          hint={t("overview.pointsText")}
        />
      </Row>
      {counts.unknown_sends + counts.parked > 0 ? (
        <div
          className="bg-ui-tag-orange-bg text-ui-tag-orange-text txt-compact-small px-6 py-3"
          role="status"
        >
          {t("overview.needsYou", { sends: number(counts.unknown_sends), steps: number(counts.parked) })}{" "}
          <Link to="/settings/marketing/health" className="underline underline-offset-4">
            {t("overview.toHealth")}
          </Link>
        </div>
      ) : null}
    </>
  )
}

/** A store that has just begun: three things to do, in order. */
function NextSteps({ overview }: { overview: Figures }) {
  const { t } = useText()
  const { counts } = overview
  const steps = [
    { key: "customers", done: counts.customers > 0, to: "/marketing/imports" },
    { key: "segment", done: counts.segments > 0, to: "/marketing/segments/create" },
    { key: "plan", done: counts.plans > 0, to: "/marketing/plans/create" },
  ]
  const next = steps.find((step) => !step.done)
  return (
    <Section title={t("overview.start")} subtitle={t("overview.startText")}>
      {steps.map((step) => (
        <div key={step.key} className="flex items-center justify-between gap-4 px-6 py-4">
          <div className="flex items-start gap-3">
            {step.done ? (
              <CheckCircleSolid className="text-ui-tag-green-icon mt-0.5" />
            ) : (
              <CircleDottedLine className="text-ui-fg-subtle mt-0.5" />
            )}
            <div>
              <Text size="small" weight="plus" className={clx(step.done && "text-ui-fg-subtle")}>
                {t(`overview.steps.${step.key}.title`)}
              </Text>
              <Text size="small" className="text-ui-fg-subtle">
                {t(`overview.steps.${step.key}.text`)}
              </Text>
            </div>
          </div>
          {step.done ? null : (
            <Button size="small" variant={step === next ? "primary" : "secondary"} asChild>
              <Link to={step.to}>{t(`overview.steps.${step.key}.do`)}</Link>
            </Button>
          )}
        </div>
      ))}
    </Section>
  )
}

function Running({ overview }: { overview: Figures }) {
  const { t, number, percent } = useText()
  if (overview.plans.length === 0) return null
  return (
    <Section
      title={t("overview.running")}
      actions={
        <Button size="small" variant="transparent" asChild>
          <Link to="/marketing/plans">{t("page.all")}</Link>
        </Button>
      }
    >
      <ul className="divide-y">
        {overview.plans.map((plan) => (
          <li key={plan.id}>
            <Link
              to={`/marketing/plans/${plan.id}?tab=report`}
              className="hover:bg-ui-bg-base-hover grid grid-cols-[1fr_auto] items-center gap-4 px-6 py-3 md:grid-cols-[1fr_120px_120px_160px_16px]"
            >
              <Text size="small" leading="compact" weight="plus" className="truncate">
                {plan.name}
              </Text>
              <PlanBadge plan={{ state: plan.state as PlanState }} />
              <Text size="small" leading="compact" className="text-ui-fg-subtle hidden tabular-nums md:block">
                {t("overview.insideNow", { shown: number(plan.inside) })}
              </Text>
              <Text size="small" leading="compact" className="text-ui-fg-subtle hidden tabular-nums md:block">
                {t("overview.bought", {
                  shown: number(plan.buyers),
                  share: plan.covered > 0 ? percent(plan.buyers / plan.covered) : "–",
                })}
              </Text>
              <ArrowUpRightMini className="text-ui-fg-subtle hidden md:block" />
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}
