import { BellAlert, CursorArrowRays, ReceiptPercent, ShoppingCart, Trophy } from "@medusajs/icons"
import { Button, Text } from "@medusajs/ui"
import { type ComponentType, useState } from "react"
import { Link } from "react-router-dom"
import { useChannels } from "../api/catalogue"
import { type Moment, useTimeline } from "../api/customers"
import { useText } from "../i18n/use-text"
import { Answer } from "../page/states"
import { useEventName } from "../rules/event-name"

const ICONS: Record<Moment["kind"], ComponentType> = {
  event: CursorArrowRays,
  order: ShoppingCart,
  message: BellAlert,
  coupon: ReceiptPercent,
  points: Trophy,
}
const STEP = 8

/** What happened lately, newest first. */
export function Timeline({ customer_id }: { customer_id: string }) {
  const { t } = useText()
  const [limit, setLimit] = useState(STEP)
  const asked = useTimeline(customer_id, limit)
  return (
    <div className="flex flex-col gap-y-3 px-6 py-4">
      <Text size="small" leading="compact" weight="plus">
        {t("customer.timeline")}
      </Text>
      <Answer asked={asked} rows={3}>
        {({ timeline, count }) => (
          <>
            {timeline.length === 0 ? (
              <Text size="small" className="text-ui-fg-subtle">
                {t("customer.nothing")}
              </Text>
            ) : null}
            <ol className="flex flex-col gap-y-3">
              {timeline
                .filter((moment) => !isToldAsOrder(moment))
                .map((moment) => (
                  <Line key={`${moment.kind} ${moment.what} ${moment.ref}`} moment={moment} />
                ))}
            </ol>
            {count > timeline.length ? (
              <Button
                size="small"
                variant="transparent"
                className="-ms-2 self-start"
                onClick={() => setLimit(limit + STEP * 2)}
              >
                {t("customer.more")}
              </Button>
            ) : null}
          </>
        )}
      </Answer>
    </div>
  )
}

/** An order shows once, as itself, and not again as the events around it. */
const isToldAsOrder = ({ kind, what }: Moment): boolean => kind === "event" && what.startsWith("order_")

function Line({ moment }: { moment: Moment }) {
  const { time } = useText()
  const reasonOf = useReasonOf()
  const Icon = ICONS[moment.kind] ?? CursorArrowRays
  return (
    <li className="flex items-start gap-2">
      <span className="text-ui-fg-subtle mt-0.5 shrink-0">
        <Icon />
      </span>
      <div className="min-w-0">
        <Text size="small" leading="compact" className="break-words">
          <Words moment={moment} />
        </Text>
        <Text size="xsmall" leading="compact" className="text-ui-fg-subtle break-words">
          {[time(moment.at), reasonOf(moment)].filter(Boolean).join(" · ")}
        </Text>
      </div>
    </li>
  )
}

/** What staff wrote when they gave or took something by hand, and why a message was not sent, or waits. */
function useReasonOf() {
  const { t } = useText()
  return ({ kind, detail }: Moment): string => {
    const reason = String(detail.reason ?? "")
    if (kind === "coupon") return typeof detail.by === "string" ? reason : ""
    if (kind !== "message" || !reason) return ""
    return t(`report.reasons.${reason}`, { defaultValue: reason.replaceAll("_", " ") })
  }
}

function Words({ moment: { kind, what, ref, detail } }: { moment: Moment }) {
  const { t, money, number, label } = useText()
  const eventName = useEventName()
  const channels = useChannels()
  if (kind === "event") return <>{eventName(what)}</>
  if (kind === "order") {
    const total = money(Number(detail.total ?? 0), String(detail.currency ?? "eur"))
    const text = t(`customer.orders.${what}`, { total })
    return ref.startsWith("order_") ? (
      <Link to={`/orders/${ref}`} className="text-ui-fg-interactive">
        {text}
      </Link>
    ) : (
      text
    )
  }
  if (kind === "message") {
    const channel = channels.data?.channels.find((c) => c.id === detail.channel)
    return <>{t(`customer.messages.${what}`, { channel: channel ? label(channel.label) : detail.channel })}</>
  }
  if (kind === "coupon") return <>{t(`customer.coupons.${what}`, { name: String(detail.name ?? "") })}</>
  const points = Number(detail.points ?? 0)
  // Granted, redeemed, expired say which way; only what staff did may go both ways.
  const shown =
    what === "adjust" && points > 0
      ? `+${number(points)}`
      : number(what === "adjust" ? points : Math.abs(points))
  return <>{t(`customer.points.${what}`, { points: shown })}</>
}
