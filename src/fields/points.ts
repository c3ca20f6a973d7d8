import type { PointsFacts } from "../core/rules/snapshot"
import type { Bind, FieldDefinition } from "../extension/field"
import { totalField } from "./total"

const DAY_MS = 86_400_000
const unit = { en: "points", zhCN: "积分" }
const POINTS = "a.system = 'points' and a.pid is not null"
const purseOf = (row: Record<string, unknown>) => (row.points ?? null) as PointsFacts | null
const sumOf = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0)

const source = {
  there: "exists (select 1 from marketing_account where pid is not null)",
  otherwise: {
    en: "Nobody has had points yet: give some by a plan or on a customer's page.",
    zhCN: "尚未发放过积分：请通过营销计划或客户页面发放。",
  },
}

/** Points come to the end of their life. */
const ends = {
  from: `marketing_lot l join marketing_account a on a.id = l.account_id and ${POINTS} and l.remaining > 0`,
  pid: "a.pid",
  at: "l.expires_at",
  memory: (row: Record<string, unknown>) => (purseOf(row)?.lots ?? []).flatMap((lot) => lot.expires_at ?? []),
}

/** What can be spent: points whose life is over are gone, also before the ledger has noted it. */
const balance = totalField({
  id: "points.balance",
  family: "points",
  source,
  label: { en: "Points to spend", zhCN: "可用积分" },
  unit,
  moments: ends,
  totals: {
    from: "marketing_account a",
    where: () => POINTS,
    pid: "a.pid",
    value: ({ bind, now }) =>
      `a.balance - a.held - greatest(0, coalesce((select sum(l.remaining) from marketing_lot l
        where l.account_id = a.id and l.remaining > 0 and l.expires_at <= ${bind(now.toISOString())}::timestamptz), 0) - a.held)`,
    single: true,
  },
  memory: (row, { now }) => {
    const purse = purseOf(row)
    if (!purse) return 0
    const over = purse.lots.filter((lot) => lot.expires_at && lot.expires_at <= now)
    const gone = Math.max(0, sumOf(over.map((lot) => lot.remaining)) - purse.held)
    return purse.balance - purse.held - gone
  },
})

/** The longest time ahead that may be asked for: a year. */
const MOST_DAYS = 366
/** What ends later is read only where it is asked for: most points that end at all end a year from now. */
const NEAR_DAYS = 90
const until = ({ bind, now }: { bind: Bind; now: Date }, days: number): string =>
  `${bind(new Date(now.getTime() + days * DAY_MS).toISOString())}::timestamptz`

const within = (days: string) => ({
  en: `Points that expire within ${days} days`,
  zhCN: `${days} 天内到期的积分`,
})

/** Several that are asked in one rule are read from the same rows: what ends within a quarter, or within a year. */
export const expiringIn = (days: number): FieldDefinition =>
  totalField({
    id: `points.expiring_in_${days}_days`,
    family: "points",
    source,
    label: within(String(days)),
    unit,
    for_days: { days, least: 1, most: MOST_DAYS, id: "points.expiring_in_{}_days", label: within("{}") },
    moments: { ...ends, days_before: days },
    totals: {
      from: "marketing_account a join marketing_lot l on l.account_id = a.id",
      where: (context) =>
        `${POINTS} and l.remaining > 0 and l.expires_at > ${until(context, 0)} and l.expires_at <= ${until(context, days > NEAR_DAYS ? MOST_DAYS : NEAR_DAYS)}`,
      pid: "a.pid",
      value: () => "sum(l.remaining)",
      only: (context) => `l.expires_at <= ${until(context, days)}`,
    },
    memory: (row, { now }) => {
      const end = new Date(now.getTime() + days * DAY_MS)
      const soon = purseOf(row)?.lots.filter(
        (lot) => lot.expires_at && lot.expires_at > now && lot.expires_at <= end,
      )
      return sumOf((soon ?? []).map((lot) => lot.remaining))
    },
  })

/**
 * Sums over the ledger, which the purse keeps: what a person got, less what was taken back; what a person paid with, less what
 * came back.
 */
const moved = (
  kept: "earned" | "spent",
  counts: (kind: string, amount: number) => boolean,
  sign: 1 | -1,
) => ({
  totals: {
    from: "marketing_account a",
    where: () => POINTS,
    pid: "a.pid",
    value: () => `a.${kept}`,
    single: true as const,
  },
  memory: (row: Record<string, unknown>) =>
    sign * sumOf((purseOf(row)?.moved ?? []).filter((m) => counts(m.kind, m.amount)).map((m) => m.amount)) ||
    0,
})

const earned = totalField({
  id: "points.earned",
  family: "points",
  source,
  label: { en: "Points ever received", zhCN: "累计获得积分" },
  unit,
  ...moved(
    "earned",
    (kind, amount) =>
      kind === "grant" || (kind === "adjust" && amount > 0) || (kind === "reverse" && amount < 0),
    1,
  ),
})

const spent = totalField({
  id: "points.spent",
  family: "points",
  source,
  label: { en: "Points ever spent", zhCN: "累计使用积分" },
  unit,
  ...moved("spent", (kind, amount) => kind === "redeem" || (kind === "reverse" && amount > 0), -1),
})

/** The shopper's purse; all zero for somebody who never had points. */
export const pointsFields = [balance, expiringIn(30), earned, spent]
