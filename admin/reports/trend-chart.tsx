import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts"
import { useText } from "../i18n/use-text"
import type { Day } from "./daily"

/** Attributed revenue day by day. Colours are the theme's own variables. */
export default function TrendChart({ points, currency }: { points: Day[]; currency: string }) {
  const { day, money, roundMoney, t } = useText()
  return (
    <ResponsiveContainer width="100%" height={220}>
      <AreaChart data={points} margin={{ left: 16, right: 24, top: 8 }}>
        <CartesianGrid vertical={false} stroke="var(--border-base)" />
        <XAxis
          dataKey="day"
          tickFormatter={day}
          tick={{ fill: "var(--fg-muted)", fontSize: 11 }}
          axisLine={false}
          tickLine={false}
          minTickGap={40}
        />
        <YAxis
          tickFormatter={(net: number) => roundMoney(net, currency)}
          tick={{ fill: "var(--fg-muted)", fontSize: 11 }}
          axisLine={false}
          tickLine={false}
          width={88}
        />
        <Tooltip
          formatter={(net) => [money(Number(net), currency), t("overview.revenue")]}
          labelFormatter={(of) => day(String(of))}
          contentStyle={{
            background: "var(--bg-component)",
            border: "1px solid var(--border-base)",
            borderRadius: 8,
            color: "var(--fg-base)",
          }}
        />
        <Area
          dataKey="net"
          type="monotone"
          stroke="var(--fg-interactive)"
          fill="var(--fg-interactive)"
          fillOpacity={0.12}
          isAnimationActive={false}
        />
      </AreaChart>
    </ResponsiveContainer>
  )
}
