import { ago, now, type Pair } from "./pair"

const IN_PLAN = "plan_no = (select no from marketing_plan where id = 'mkplan_store')"
const GERMAN = "country = 'de' and gender = 'female'"
const PICKED =
  "exists (select 1 from marketing_segment_member m join marketing_segment s on s.no = m.segment_no where s.id = 'mkseg_picked' and m.pid = p.pid)"
const holds = (where: string) => `pid in (select pid from marketing_coupon where ${where})`

/** What plans did with people, what people hold, other segments, and groups in groups. */
export const HISTORY: Pair[] = [
  {
    name: "entered a plan two weeks ago at most, or was held out",
    rule: {
      any: [
        { plan: "mkplan_store", outcome: "entered", window: { last: { days: 14 } } },
        { plan: "mkplan_store", outcome: "held_out" },
      ],
    },
    sql: `pid in (select pid from marketing_enrollment where ${IN_PLAN}
                   and (state <> 'held_out' and entered_at > ${ago(14)} or state = 'held_out'))`,
  },
  {
    name: "received a message, but did not click it",
    rule: {
      all: [
        { plan: "mkplan_store", outcome: "received", node: "mail" },
        { not: { plan: "mkplan_store", outcome: "clicked" } },
      ],
    },
    sql: `pid in (select pid from marketing_send where ${IN_PLAN} and state = 'sent' and node = 'mail')
          and not exists (select 1 from marketing_send s where s.pid = p.pid and ${IN_PLAN} and clicked_at is not null)`,
  },
  {
    name: "opened or clicked in a month, or a message failed",
    rule: {
      any: [
        { plan: "mkplan_store", outcome: "opened", window: { from: "2025-12-05", to: "2025-12-20" } },
        { plan: "mkplan_store", outcome: "clicked", window: { previous: "month" } },
        { plan: "mkplan_store", outcome: "failed" },
      ],
    },
    sql: `pid in (select pid from marketing_send where ${IN_PLAN}
                   and (opened_at >= timestamptz '2025-12-05Z' and opened_at < timestamptz '2025-12-20Z'
                        or clicked_at >= timestamptz '2025-12-01Z' and clicked_at < timestamptz '2026-01-01Z'
                        or state in ('failed', 'blocked')))`,
  },
  {
    name: "opened any message in a month, clicked none by e-mail",
    rule: {
      all: [
        { outcome: "opened", window: { last: { days: 30 } } },
        { not: { outcome: "clicked", channel: "email", window: { last: { days: 30 } } } },
      ],
    },
    sql: `pid in (select pid from marketing_send where plan_no is not null and opened_at > ${ago(30)})
          and not exists (select 1 from marketing_send s where s.pid = p.pid and plan_no is not null
                             and channel = 'email' and clicked_at > ${ago(30)})`,
  },
  {
    name: "bought because of a plan",
    rule: { plan: "mkplan_store", outcome: "converted" },
    sql: `pid in (select pid from marketing_conversion where ${IN_PLAN} and not cancelled)`,
  },
  {
    name: "used a coupon of a plan's card",
    rule: { plan: "mkplan_store", outcome: "coupon_used", node: "gift", window: { last: { days: 30 } } },
    sql: `pid in (select pid from marketing_coupon
                   where ${IN_PLAN} and node = 'gift' and state = 'used' and used_at > ${ago(30)})`,
  },
  {
    name: "holds a coupon that ends within a week",
    rule: { holds: "coupon", expires_within: { days: 7 } },
    sql: holds(`state in ('free', 'held') and expires_at > ${now} and expires_at <= ${ago(-7)}`),
  },
  {
    name: "a coupon of one kind in some states",
    rule: {
      any: [
        { holds: "coupon", state: "free", template: "mkcoup_spring" },
        { holds: "coupon", state: "held" },
        { holds: "coupon", state: "reserved", template: "mkcoup_thanks" },
      ],
    },
    sql: holds(`state = 'free' and template_no = (select no from marketing_coupon_template where id = 'mkcoup_spring') or state = 'held'
                or state = 'reserved' and template_no = (select no from marketing_coupon_template where id = 'mkcoup_thanks')`),
  },
  {
    name: "used a coupon; none usable, lost or over",
    rule: {
      all: [
        { holds: "coupon", state: "used" },
        { not: { holds: "coupon", state: "usable" } },
        {
          not: {
            any: [
              { holds: "coupon", state: "revoked" },
              { holds: "coupon", state: "expired" },
            ],
          },
        },
      ],
    },
    sql: `${holds("state = 'used'")}
          and not exists (select 1 from marketing_coupon h where h.pid = p.pid
                             and (state in ('free', 'held') and (expires_at is null or expires_at > ${now}) or state in ('revoked', 'expired')))`,
  },
  {
    name: "in one segment, not in another",
    rule: { all: [{ in_segment: "mkseg_german" }, { not: { in_segment: "mkseg_picked" } }] },
    sql: `${GERMAN} and not ${PICKED}`,
  },
  {
    name: "picked by hand, or women in Germany with an account",
    rule: {
      any: [
        { in_segment: "mkseg_picked" },
        { all: [{ in_segment: "mkseg_german" }, { fact: "profile.has_account", op: "is", value: true }] },
      ],
    },
    sql: `(${PICKED} or ${GERMAN} and has_account)`,
  },
  {
    name: "groups in groups: good buyers or the curious, not the lost",
    rule: {
      all: [
        {
          any: [
            {
              all: [
                { did: "purchase", count: { gte: 3 } },
                { fact: "profile.has_account", op: "is", value: true },
              ],
            },
            {
              all: [
                { did: "product_viewed", count: { gte: 2 }, window: { last: { days: 14 } } },
                { not: { any: [{ did: "purchase" }, { fact: "profile.country", op: "is", value: "us" }] } },
              ],
            },
          ],
        },
        {
          not: {
            all: [
              { fact: "lifecycle.stage", op: "is_not", value: "active" },
              { fact: "lifecycle.intent", op: "is", value: "low" },
            ],
          },
        },
      ],
    },
    sql: `(purchases >= 3 and has_account
           or pid in (select pid from marketing_event where name = 'product_viewed' and at > ${ago(14)} group by pid having count(*) >= 2)
              and purchases = 0 and country is distinct from 'us')
          and not exists (select 1 from marketing_score s where s.pid = p.pid and stage <> 'active' and intent = 'low')`,
  },
]
