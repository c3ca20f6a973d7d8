import { ago, type Pair } from "./pair"

/** Related persons, scores of the lifecycle, and open carts. */
export const RELATIONS: Pair[] = [
  {
    name: "has a child and a spouse, no pet",
    rule: {
      all: [
        { fact: "relation.kinds", op: "has_all", value: ["child", "spouse"] },
        { fact: "relation.kinds", op: "has_none", value: ["pet"] },
      ],
    },
    sql: `pid in (select pid from marketing_relation group by pid
                   having bool_or(relation = 'child') and bool_or(relation = 'spouse') and not bool_or(relation = 'pet'))`,
  },
  {
    name: "has a pet, or nobody that we know of",
    rule: {
      any: [
        { fact: "relation.kinds", op: "has_any", value: ["pet"] },
        { fact: "relation.kinds", op: "unknown" },
      ],
    },
    sql: `(exists (select 1 from marketing_relation r where r.pid = p.pid and relation = 'pet')
           or not exists (select 1 from marketing_relation r where r.pid = p.pid))`,
  },
  {
    name: "somebody's birthday in the next 30 days",
    rule: { fact: "relation.birthday", op: "anniversary_within_next", value: { days: 30 } },
    sql: "pid in (select pid from marketing_relation where birth_md between 101 and 131)",
  },
  {
    name: "a child's birthday in the next 14 days",
    rule: { fact: "relation.child_birthday", op: "anniversary_within_next", value: { days: 14 } },
    sql: "pid in (select pid from marketing_relation where relation = 'child' and birth_md between 101 and 115)",
  },
  {
    name: "youngest child up to three",
    rule: { fact: "relation.youngest_child_age", op: "lte", value: 3 },
    sql: "pid in (select pid from marketing_relation where relation = 'child' group by pid having max(birthday) > date '2022-01-01')",
  },
  {
    name: "youngest child of an unknown age, among people with relations",
    rule: {
      all: [
        { fact: "relation.youngest_child_age", op: "unknown" },
        { fact: "relation.birthday", op: "known" },
      ],
    },
    sql: `not exists (select 1 from marketing_relation r where r.pid = p.pid and relation = 'child' and birthday is not null)
          and exists (select 1 from marketing_relation r where r.pid = p.pid and birthday is not null)`,
  },
  {
    name: "birthday of a spouse, parent, sibling or pet in the next 14 days",
    rule: {
      any: ["spouse", "parent", "sibling", "pet"].map((who) => ({
        fact: `relation.${who}_birthday`,
        op: "anniversary_within_next",
        value: { days: 14 },
      })),
    },
    sql: `pid in (select pid from marketing_relation
                   where relation in ('spouse', 'parent', 'sibling', 'pet') and birth_md between 101 and 115)`,
  },
  {
    name: "related persons by their age",
    rule: {
      any: [
        { fact: "relation.child_age", op: "eq", value: 3 },
        { fact: "relation.spouse_age", op: "gte", value: 70 },
        { fact: "relation.parent_age", op: "gte", value: 80 },
        { fact: "relation.sibling_age", op: "gte", value: 50 },
        { fact: "relation.pet_age", op: "gte", value: 13 },
      ],
    },
    sql: `pid in (select pid from marketing_relation
                   where relation = 'child' and birthday > date '2022-01-01' and birthday <= date '2023-01-01'
                      or relation = 'spouse' and birthday <= date '1956-01-01' or relation = 'parent' and birthday <= date '1946-01-01'
                      or relation = 'sibling' and birthday <= date '1976-01-01' or relation = 'pet' and birthday <= date '2013-01-01')`,
  },
  {
    name: "a child turns six this month, or ten in the next",
    rule: {
      any: [
        { fact: "relation.child_turns_this_month", op: "eq", value: 6 },
        { fact: "relation.child_turns_next_month", op: "eq", value: 10 },
      ],
    },
    sql: `pid in (select pid from marketing_relation
                   where relation = 'child' and (birthday >= date '2020-01-01' and birthday < date '2020-02-01'
                                                 or birthday >= date '2016-02-01' and birthday < date '2016-03-01'))`,
  },
  {
    name: "champions and loyal ones who mean to buy",
    rule: {
      all: [
        { fact: "lifecycle.rfm_class", op: "in", value: ["champions", "loyal"] },
        { fact: "lifecycle.intent", op: "is", value: "high" },
        { fact: "lifecycle.stage", op: "not_in", value: ["lead", "lapsed"] },
      ],
    },
    sql: `pid in (select pid from marketing_score
                   where (recency = 3 and frequency + monetary >= 7 or recency = 4 and frequency + monetary >= 5
                          or recency = 5 and frequency + monetary >= 5)
                     and intent = 'high' and stage not in ('lead', 'lapsed'))`,
  },
  {
    name: "bought much and often, but long ago",
    rule: {
      all: [
        { fact: "lifecycle.recency", op: "lte", value: 2 },
        { fact: "lifecycle.frequency", op: "gt", value: 3 },
        { fact: "lifecycle.monetary", op: "eq", value: 5 },
      ],
    },
    sql: "pid in (select pid from marketing_score where recency <= 2 and frequency > 3 and monetary = 5)",
  },
  {
    name: "a lead with a score from 60, or one without a class",
    rule: {
      any: [
        {
          all: [
            { fact: "lifecycle.lead_score", op: "gte", value: 60 },
            { fact: "lifecycle.stage", op: "is", value: "lead" },
          ],
        },
        {
          all: [
            { fact: "lifecycle.rfm_class", op: "unknown" },
            { fact: "lifecycle.lead_score", op: "lt", value: 5 },
          ],
        },
      ],
    },
    sql: `pid in (select pid from marketing_score where lead_score >= 60 and stage = 'lead' or recency is null and lead_score < 5)`,
  },
  {
    name: "three items or more in open carts",
    rule: {
      all: [
        { fact: "cart.open", op: "is", value: true },
        { fact: "cart.items", op: "gte", value: 3 },
      ],
    },
    sql: "pid in (select pid from marketing_cart_line group by pid having sum(quantity) >= 3)",
  },
  {
    name: "nothing in a cart, though here this week",
    rule: {
      all: [
        { fact: "cart.items", op: "eq", value: 0 },
        { fact: "cart.open", op: "is", value: false },
        { did: "visited", window: { this: "week" } },
      ],
    },
    sql: `not exists (select 1 from marketing_cart_line l where l.pid = p.pid)
          and pid in (select pid from marketing_event where name = 'visited' and at >= ${ago(3)} and at < ${ago(-4)})`,
  },
]
