import { ago, day, now, type Pair } from "./pair"

/** Whose purchases in euros came to this. */
const eur = (where: string) =>
  `(select pid from marketing_customer_total where currency = 'eur' and ${where})`
/** Who has refunded purchases, and how many. */
const REFUNDED = `(select r.pid, count(distinct r.oid) as n from marketing_refund r join marketing_order o on o.oid = r.oid
                    where o.purchase group by r.pid)`
/** What can be spent: what is over is gone, except what is held. */
const BALANCE = `a.balance - a.held - greatest(0, coalesce(sum(l.remaining) filter (where l.expires_at <= ${now}), 0) - a.held)`
const PURSES = "marketing_account a left join marketing_lot l on l.account_id = a.id and l.remaining > 0"

/** Sums of a lifetime: purchases, refunds, points, coupons. */
export const MONEY: Pair[] = [
  {
    name: "five purchases or more, under ten orders, none for 90 days",
    rule: {
      all: [
        { fact: "purchase.count", op: "gte", value: 5 },
        { fact: "orders.count", op: "lt", value: 10 },
        { fact: "purchase.days_since_last", op: "gt", value: 90 },
      ],
    },
    sql: `purchases >= 5 and orders < 10 and last_purchase_at < ${ago(90)}`,
  },
  {
    name: "buys every three to eight weeks, two of them without a refund",
    rule: {
      all: [
        { fact: "purchase.days_between", op: "between", value: [21, 56] },
        { fact: "purchase.count_without_refund", op: "gte", value: 2 },
      ],
    },
    sql: `purchases > 1 and extract(epoch from last_purchase_at - first_purchase_at) / (86400 * (purchases - 1)) between 21 and 56
          and not exists (select 1 from ${REFUNDED} r where r.pid = p.pid and p.purchases - r.n < 2)`,
  },
  {
    name: "everything of two purchases or more came back",
    rule: {
      all: [
        { fact: "purchase.count_without_refund", op: "eq", value: 0 },
        { fact: "purchase.days_between", op: "known" },
      ],
    },
    sql: `purchases > 1 and exists (select 1 from ${REFUNDED} r where r.pid = p.pid and r.n = p.purchases)`,
  },
  {
    name: "over 1,000 euros in total, on average up to 150",
    rule: {
      all: [
        { fact: "purchase.total.eur", op: "gt", value: 100_000 },
        { fact: "purchase.average.eur", op: "lte", value: 15_000 },
      ],
    },
    sql: `pid in ${eur("net > 100000 and net <= 15000 * purchases::bigint")}`,
  },
  {
    name: "up to 100 euros in total, those of nothing too",
    rule: { fact: "purchase.total.eur", op: "lte", value: 10_000 },
    sql: `not exists (select 1 from ${eur("net > 10000")} o where o.pid = p.pid)`,
  },
  {
    name: "on average 100 to 150 euros, in total not 0, below 1,000",
    rule: {
      all: [
        { fact: "purchase.average.eur", op: "between", value: [10_000, 15_000] },
        { fact: "purchase.total.eur", op: "ne", value: 0 },
        { fact: "purchase.total.eur", op: "lt", value: 100_000 },
      ],
    },
    sql: `pid in ${eur("net between 10000 * purchases::bigint and 15000 * purchases::bigint and net <> 0 and net < 100000")}`,
  },
  {
    name: "no purchase in euros, or 100 euros and more given back",
    rule: {
      any: [
        { fact: "purchase.average.eur", op: "unknown" },
        { fact: "purchase.refunded.eur", op: "gte", value: 10_000 },
      ],
    },
    sql: `(not exists (select 1 from marketing_customer_total t where t.pid = p.pid and currency = 'eur')
           or pid in (select pid from marketing_refund where currency = 'eur' group by pid having sum(amount) >= 10000))`,
  },
  {
    name: "bought in euros, nothing given back",
    rule: {
      all: [
        { fact: "purchase.average.eur", op: "known" },
        { fact: "purchase.refunded.eur", op: "eq", value: 0 },
      ],
    },
    sql: `pid in ${eur("true")}
          and not exists (select 1 from marketing_refund r where r.pid = p.pid and currency = 'eur' and amount <> 0)`,
  },
  {
    name: "a year since the first purchase, this time of the year",
    rule: {
      all: [
        { fact: "purchase.first_at", op: "more_than_ago", value: { days: 365 } },
        { fact: "purchase.first_at", op: "anniversary_within_next", value: { days: 20 } },
        { fact: "purchase.last_at", op: "after", value: "2025-06-30" },
      ],
    },
    sql: `first_purchase_at <= ${ago(365)} and last_purchase_at >= timestamptz '2025-07-01Z'
          and to_char(first_purchase_at at time zone 'UTC', 'MMDD') between '0101' and '0121'`,
  },
  {
    name: "first bought in a December, before 2025, or never",
    rule: {
      any: [
        {
          all: [
            { fact: "purchase.first_at", op: "anniversary_in_month", value: "previous" },
            { fact: "purchase.first_at", op: "before", value: "2025-01-01" },
            { fact: "purchase.last_at", op: "known" },
          ],
        },
        { fact: "purchase.last_at", op: "unknown" },
      ],
    },
    sql: `(extract(month from first_purchase_at at time zone 'UTC') = 12 and first_purchase_at < timestamptz '2025-01-01Z'
           or last_purchase_at is null)`,
  },
  {
    name: "150 points to spend",
    rule: { fact: "points.balance", op: "gte", value: 150 },
    sql: `pid in (select a.pid from ${PURSES} where a.system = 'points' and a.pid is not null
                   group by a.id having ${BALANCE} >= 150)`,
  },
  {
    name: "points that end in 7, 30 or 90 days",
    rule: {
      all: [
        { fact: "points.expiring_in_90_days", op: "gte", value: 60 },
        { fact: "points.expiring_in_30_days", op: "lt", value: 100 },
        { fact: "points.expiring_in_7_days", op: "eq", value: 0 },
      ],
    },
    sql: `pid in (select a.pid from marketing_account a join marketing_lot l on l.account_id = a.id
                   where l.remaining > 0 and l.expires_at > ${now} and l.expires_at <= ${ago(-90)}
                     and a.system = 'points' and a.pid is not null
                   group by a.pid
                  having sum(l.remaining) >= 60
                     and coalesce(sum(l.remaining) filter (where l.expires_at <= ${ago(-30)}), 0) < 100
                     and coalesce(sum(l.remaining) filter (where l.expires_at <= ${ago(-7)}), 0) = 0)`,
  },
  {
    name: "points received, some spent",
    rule: {
      all: [
        { fact: "points.earned", op: "between", value: [100, 500] },
        { fact: "points.spent", op: "gt", value: 0 },
      ],
    },
    sql: `pid in (select a.pid from marketing_account a join marketing_entry e on e.account_id = a.id join marketing_txn t on t.id = e.txn_id
                   where a.system = 'points' and a.pid is not null
                   group by a.pid
                  having sum(e.amount) filter (where t.kind = 'grant' or t.kind = 'adjust' and e.amount > 0 or t.kind = 'reverse' and e.amount < 0)
                         between 100 and 500
                     and -sum(e.amount) filter (where t.kind = 'redeem' or t.kind = 'reverse' and e.amount > 0) > 0)`,
  },
  {
    name: "two usable coupons, none used",
    rule: {
      all: [
        { fact: "coupons.free", op: "gte", value: 2 },
        { fact: "coupons.used", op: "eq", value: 0 },
      ],
    },
    sql: `pid in (select pid from marketing_coupon group by pid
                   having count(*) filter (where state in ('free', 'held') and (expires_at is null or expires_at > ${now})) >= 2
                      and count(*) filter (where state = 'used') = 0)`,
  },
  {
    name: "the young whose purchases in euros all came back",
    rule: {
      all: [
        { fact: "purchase.total.eur", op: "eq", value: 0 },
        { fact: "purchase.average.eur", op: "eq", value: 0 },
        { fact: "profile.birthday", op: "within_last", value: { days: 9_000 } },
      ],
    },
    sql: `birthday between ${day(-9000)} and ${day(0)} and pid in ${eur("net = 0")}`,
  },
]
