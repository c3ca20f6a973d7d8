import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts"
import type { DailySize } from "../../src/core/insight/insight"
import { useText } from "../i18n/use-text"

const tick = { fill: "var(--fg-muted)", fontSize: 11 }

/** The size day by day. Colours are the theme's own variables. */
export default function SizeChart({ trend }: { trend: DailySize[] }) {
  const { day, number, t } = useText()
  return (
    <ResponsiveContainer width="100%" height={220}>
      <AreaChart data={trend} margin={{ left: 0, right: 32, top: 8 }}>
        <CartesianGrid vertical={false} stroke="var(--border-base)" />
        <XAxis
          dataKey="day"
          tickFormatter={day}
          tick={tick}
          axisLine={false}
          tickLine={false}
          minTickGap={40}
        />
        <YAxis
          tickFormatter={number}
          tick={tick}
          axisLine={false}
          tickLine={false}
          width={72}
          allowDecimals={false}
        />
        <Tooltip
          formatter={(size) => [number(Number(size)), t("insight.size")]}
          labelFormatter={(of) => day(String(of))}
          contentStyle={{
            background: "var(--bg-component)",
            border: "1px solid var(--border-base)",
            borderRadius: 8,
            color: "var(--fg-base)",
          }}
        />
        <Area
          dataKey="size"
          type="stepAfter"
          stroke="var(--fg-interactive)"
          fill="var(--fg-interactive)"
          fillOpacity={0.12}
          isAnimationActive={false}
        />
      </AreaChart>
    </ResponsiveContainer>
  )
}
