import type { Pair } from "./pair"

const DAY =
  "case when attributes ->> 'wedding' ~ '^\\d{4}-\\d\\d-\\d\\d' then left(attributes ->> 'wedding', 10)::date end"
const LIST = "case jsonb_typeof(attributes -> 'interests') when 'array' then attributes -> 'interests' end"
const NUMBER =
  "case jsonb_typeof(attributes -> 'income') when 'number' then (attributes -> 'income')::numeric end"

/** Custom attributes of each type, guarded by hand as well: one text that somebody wrote into a date would make every plain cast fail. */
export const ATTRIBUTES: Pair[] = [
  {
    name: "attributes: income between, by choice of skin",
    rule: {
      all: [
        { fact: "profile.attributes.income", op: "between", value: [20, 40] },
        { fact: "profile.attributes.income", op: "ne", value: 33 },
        { fact: "profile.attributes.skin", op: "in", value: ["dry", "oily"] },
      ],
    },
    sql: `${NUMBER} between 20 and 40 and ${NUMBER} <> 33 and attributes ->> 'skin' in ('dry', 'oily')`,
  },
  {
    name: "attributes: a nickname, and the newsletter",
    rule: {
      all: [
        { fact: "profile.attributes.nickname", op: "starts_with", value: "nick1" },
        { fact: "profile.attributes.newsletter", op: "is", value: true },
      ],
    },
    sql: "attributes ->> 'nickname' like 'nick1%' and attributes ->> 'newsletter' = 'true'",
  },
  {
    name: "attributes: nothing said of newsletter or skin",
    rule: {
      any: [
        { fact: "profile.attributes.newsletter", op: "unknown" },
        {
          all: [
            { fact: "profile.attributes.skin", op: "unknown" },
            { fact: "profile.attributes.newsletter", op: "known" },
          ],
        },
      ],
    },
    sql: `(coalesce(attributes ->> 'newsletter', '') not in ('true', 'false')
           or attributes ->> 'skin' is null and attributes ->> 'newsletter' in ('true', 'false'))`,
  },
  {
    name: "attributes: wedding day in June, before 2015",
    rule: {
      all: [
        { fact: "profile.attributes.wedding", op: "anniversary_in_month", value: 6 },
        { fact: "profile.attributes.wedding", op: "before", value: "2015-01-01" },
      ],
    },
    sql: `extract(month from ${DAY}) = 6 and ${DAY} < date '2015-01-01'`,
  },
  {
    name: "attributes: runs and does yoga, no chess",
    rule: {
      all: [
        { fact: "profile.attributes.interests", op: "has_all", value: ["running", "yoga"] },
        { fact: "profile.attributes.interests", op: "has_none", value: ["chess"] },
        { fact: "profile.attributes.interests", op: "known" },
      ],
    },
    sql: `${LIST} ?& array['running', 'yoga'] and not ${LIST} ? 'chess'`,
  },
]
