import { day, now, type Pair } from "./pair"

/** Who somebody is: the profile's columns, and consent. */
export const PEOPLE: Pair[] = [
  {
    name: "people of companies by name",
    rule: {
      all: [
        { fact: "profile.company", op: "contains", value: "GmbH" },
        { fact: "profile.first_name", op: "starts_with", value: "First1" },
        { fact: "profile.last_name", op: "ends_with", value: "7" },
        { fact: "profile.last_name", op: "is_not", value: "Last77" },
      ],
    },
    sql: "company like '%GmbH%' and first_name like 'First1%' and last_name like '%7' and last_name <> 'Last77'",
  },
  {
    name: "can be phoned, no tier yet, elsewhere",
    rule: {
      all: [
        { fact: "profile.phone", op: "known" },
        { fact: "profile.tier", op: "unknown" },
        { fact: "profile.country", op: "not_in", value: ["de", "fr"] },
        { fact: "profile.city", op: "in", value: Array.from({ length: 40 }, (_, i) => `City ${i * 3}`) },
      ],
    },
    sql: `phone is not null and tier is null and country not in ('de', 'fr')
          and city in (select 'City ' || i * 3 from generate_series(0, 39) i)`,
  },
  {
    name: "women who may be written to",
    rule: {
      all: [
        { fact: "profile.gender", op: "in", value: ["female", "other"] },
        { fact: "profile.gender", op: "is_not", value: "other" },
        { fact: "consent.email", op: "not_in", value: ["no", "pending"] },
      ],
    },
    sql: "gender = 'female' and consents ->> 'email' = 'yes'",
  },
  {
    name: "never asked for consent, though we know their gender",
    rule: {
      all: [
        { fact: "consent.email", op: "unknown" },
        { fact: "profile.gender", op: "known" },
      ],
    },
    sql: "consents ->> 'email' is null and gender is not null",
  },
  {
    name: "tags and groups",
    rule: {
      all: [
        { fact: "profile.tags", op: "has_any", value: ["vip", "outlet"] },
        { fact: "profile.tags", op: "has_none", value: ["blocked"] },
        { fact: "profile.groups", op: "has_all", value: ["cusgroup_a", "cusgroup_b"] },
      ],
    },
    sql: "tags && array['vip', 'outlet'] and not tags && array['blocked'] and groups @> array['cusgroup_a', 'cusgroup_b']",
  },
  {
    name: "guests in their thirties, but not of 35",
    rule: {
      all: [
        { fact: "profile.has_account", op: "is", value: false },
        { fact: "profile.age", op: "gte", value: 30 },
        { fact: "profile.age", op: "lt", value: 40 },
        { fact: "profile.age", op: "ne", value: 35 },
      ],
    },
    // Who turns n today was born today, n years ago.
    sql: `not has_account and birthday <= date '1996-01-01' and birthday > date '1986-01-01'
          and not (birthday <= date '1991-01-01' and birthday > date '1990-01-01')`,
  },
  {
    name: "turned fifty, or from 18 to 25",
    rule: {
      any: [
        { fact: "profile.age", op: "eq", value: 50 },
        { fact: "profile.age", op: "between", value: [18, 25] },
      ],
    },
    sql: `(birthday > date '1975-01-01' and birthday <= date '1976-01-01'
           or birthday > date '2000-01-01' and birthday <= date '2008-01-01')`,
  },
  {
    name: "membership runs out in 30 days, a member for over a year",
    rule: {
      all: [
        { fact: "profile.membership_expires_at", op: "within_next", value: { days: 30 } },
        { fact: "profile.member_since", op: "more_than_ago", value: { days: 365 } },
      ],
    },
    sql: `membership_expires_at between ${day(0)} and ${day(30)} and member_since < ${day(-365)}`,
  },
  {
    name: "born before 1980, a member since autumn, no paid membership",
    rule: {
      all: [
        { fact: "profile.birthday", op: "before", value: "1980-01-01" },
        { fact: "profile.member_since", op: "after", value: "2024-09-21" },
        { fact: "profile.membership_expires_at", op: "unknown" },
      ],
    },
    sql: "birthday < date '1980-01-01' and member_since > date '2024-09-21' and membership_expires_at is null",
  },
  {
    name: "born in the nineties, or a member since one day",
    rule: {
      any: [
        { fact: "profile.birthday", op: "between", value: ["1990-01-01", "1999-12-31"] },
        { fact: "profile.member_since", op: "on", value: "2024-02-29" },
      ],
    },
    sql: "(birthday between date '1990-01-01' and date '1999-12-31' or member_since = date '2024-02-29')",
  },
  {
    name: "birthday in the next 14 days",
    rule: { fact: "profile.birthday", op: "anniversary_within_next", value: { days: 14 } },
    sql: "birth_md between 101 and 115",
  },
  {
    name: "new members with a paid membership",
    rule: {
      all: [
        { fact: "profile.member_since", op: "within_last", value: { weeks: 20 } },
        { fact: "profile.membership_expires_at", op: "known" },
      ],
    },
    sql: `member_since between ${day(-140)} and ${day(0)} and membership_expires_at is not null`,
  },
  {
    name: "became a customer in spring, or lately",
    rule: {
      any: [
        { fact: "profile.became_customer_at", op: "between", value: ["2025-03-01", "2025-05-31"] },
        { fact: "profile.became_customer_at", op: "within_last", value: { days: 30 } },
        { fact: "profile.became_customer_at", op: "on", value: "2025-11-11" },
        { fact: "profile.became_customer_at", op: "within_next", value: { hours: 12 } },
      ],
    },
    sql: `(became_customer_at >= timestamptz '2025-03-01Z' and became_customer_at < timestamptz '2025-06-01Z'
           or became_customer_at > timestamptz '2025-12-02Z' and became_customer_at <= ${now}
           or became_customer_at >= timestamptz '2025-11-11Z' and became_customer_at < timestamptz '2025-11-12Z'
           or became_customer_at > ${now} and became_customer_at <= ${now} + interval '12 hours')`,
  },
]
