import type { Pair } from "./pair"

const told = (name: string) => `select pid from marketing_event where name = '${name}'`
/** By hand: no end after the last beginning. */
const standing = (began: string, ended: string, property: string, values: string) =>
  `pid in (select a.pid from marketing_event a where a.name = '${began}' and a.props ->> '${property}' in (${values})
            and not exists (select 1 from marketing_event b where b.pid = a.pid and b.name = '${ended}'
                              and b.props ->> '${property}' = a.props ->> '${property}' and b.at >= a.at))`

/** What storefront and messengers told, where people order, and their store credit. */
export const BEHAVIOUR: Pair[] = [
  {
    name: "stayed five minutes in all",
    rule: { fact: "behaviour.dwell_seconds", op: "gte", value: 300 },
    // Guarded: a storefront may send anything, and one text would make the plain cast fail.
    sql: `pid in (select pid from marketing_event where name = 'left_page'
                   group by pid having sum(case jsonb_typeof(props -> 'seconds') when 'number' then (props ->> 'seconds')::numeric end) >= 300)`,
  },
  {
    name: "follows an account of the shop",
    rule: { fact: "behaviour.follows", op: "has_any", value: ["account_1", "account_2"] },
    sql: standing("followed", "unfollowed", "account", "'account_1', 'account_2'"),
  },
  {
    name: "in a group chat, a contact of nobody",
    rule: {
      all: [
        { fact: "behaviour.groups", op: "has_any", value: ["chat_1"] },
        { fact: "behaviour.contact_of", op: "unknown" },
      ],
    },
    sql: `${standing("joined_group", "left_group", "group", "'chat_1'")} and pid not in (${told("became_contact")} and pid is not null)`,
  },
  {
    name: "became a rep's contact since autumn",
    rule: { fact: "behaviour.contact_since", op: "after", value: "2025-09-21" },
    sql: `pid in (${told("became_contact")} group by pid having min(at) >= timestamptz '2025-09-22Z')`,
  },
  {
    name: "first order at the till, the last one on the web",
    rule: {
      all: [
        { fact: "orders.first_channel", op: "is", value: "sc_till" },
        { fact: "orders.last_channel", op: "is", value: "sc_web" },
      ],
    },
    sql: `(select sales_channel_id from marketing_order o where o.pid = p.pid order by placed_at, oid limit 1) = 'sc_till'
          and (select sales_channel_id from marketing_order o where o.pid = p.pid order by placed_at desc, oid desc limit 1) = 'sc_web'`,
  },
  {
    name: "store credit left of at least two top-ups, growing",
    rule: {
      all: [
        { fact: "credit.balance.eur", op: "gt", value: 2_000 },
        { fact: "credit.topped_up.eur", op: "gte", value: 5_000 },
        { fact: "credit.top_ups", op: "gte", value: 2 },
        { fact: "profile.growth_value", op: "gte", value: 100 },
      ],
    },
    sql: `pid in (select pid from marketing_store_credit where currency = 'eur' and balance > 2000 and topped_up >= 5000 and top_ups >= 2)
          and growth_value >= 100`,
  },
]
