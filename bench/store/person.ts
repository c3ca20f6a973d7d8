import type { AttributeType } from "../../src/core/profile/attribute-type"

/** What is known of person `i` beside name, country, gender and birthday: every column that fields read, of some unknown. */
export const PERSON: Record<string, string> = {
  phone: "case when i % 3 = 0 then '+4917' || lpad(i::text, 8, '0') end",
  province: "case when i % 7 > 0 then 'Province ' || (i % 30) end",
  city: "'City ' || (i % 400)",
  company: "case when i % 12 = 0 then 'Company ' || (i % 1000) || ' GmbH' end",
  source: "(array['web', 'pos', 'import', 'referral'])[1 + i % 4]",
  tier: "case when i % 20 = 0 then 'platinum' when i % 20 < 4 then 'gold' when i % 20 < 10 then 'silver' end",
  growth_value: "case when i % 4 = 0 then i % 900 end",
  home_store: "case when i % 2 = 0 then 'sloc_' || (i % 25) end",
  rep: "case when i % 10 = 0 then 'rep_' || (i % 40) end",
  referrer: "case when i % 15 = 0 then 'REF' || (i % 5000) end",
  member_since: "case when i % 20 < 10 then date '2023-01-01' + (i * 37::bigint % 1090)::int end",
  membership_expires_at: "case when i % 20 < 4 then date '2025-10-01' + (i * 53::bigint % 365)::int end",
  groups:
    "array_remove(array[case when i % 10 = 0 then 'cusgroup_a' end, case when i % 15 = 0 then 'cusgroup_b' end], null)",
  tags: "array_remove(array[case when i % 9 = 0 then 'vip' end, case when i % 14 = 0 then 'outlet' end, case when i % 100 = 0 then 'blocked' end], null)",
}

/** Custom attributes, one of each type. `random()` is drawn once a person, as ever. */
export const ATTRIBUTES: Record<string, { type: AttributeType; sql: string }> = {
  income: { type: "number", sql: "floor(random() * 100)" },
  nickname: { type: "text", sql: "case when i % 4 > 0 then 'nick' || (i % 1000) end" },
  newsletter: { type: "boolean", sql: "case when i % 5 > 0 then i % 3 = 0 end" },
  wedding: {
    type: "date",
    sql: "case when i % 6 = 0 then to_char(date '2000-01-01' + (i * 41::bigint % 9000)::int, 'YYYY-MM-DD') end",
  },
  skin: { type: "choice", sql: "(array['dry', 'oily', 'normal'])[1 + i % 4]" },
  interests: {
    type: "choices",
    sql: "case when i % 3 > 0 then array_remove(array['running', case when i % 4 = 0 then 'yoga' end, case when i % 11 = 0 then 'chess' end], null) end",
  },
}
