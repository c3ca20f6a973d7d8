import { RELATIONS, type Relation } from "../core/profile/relation"
import { both, type Totals, totalsSql } from "../core/rules/totals"
import { dayOf, partsOf, startOf } from "../core/time/zone"
import { type Bind, defineField, type FieldDefinition } from "../extension/field"
import type { Labels } from "../extension/labels"
import { ageAsBirthday, ageOf, ageSql } from "./age"

type Related = { relation: string; birthday: string | null }
const relatedOf = (row: Record<string, unknown>) => (row.relations ?? []) as Related[]

const LABELS: Record<Relation, Labels> = {
  child: { en: "Child", zhCN: "子女" },
  spouse: { en: "Spouse", zhCN: "配偶" },
  parent: { en: "Parent", zhCN: "父母" },
  sibling: { en: "Sibling", zhCN: "兄弟姐妹" },
  pet: { en: "Pet", zhCN: "宠物" },
  other: { en: "Other", zhCN: "其他" },
}

const source = {
  there: "exists (select 1 from marketing_relation)",
  otherwise: {
    en: "No related person is known yet: add them on a customer's page or import them.",
    zhCN: "尚无关系人信息：请在客户页面添加或通过文件导入。",
  },
}

const ROWS = { from: "marketing_relation r", pid: "r.pid" }
/** Related persons, all or of one relation (a word of ours, never input). */
const rowsOf = (relation?: Relation): typeof ROWS & { where?: string } =>
  relation ? { ...ROWS, where: `r.relation = '${relation}'` } : ROWS

const ofPerson = (relation?: Relation) =>
  `from ${ROWS.from} where ${both(`${ROWS.pid} = p.pid`, rowsOf(relation).where)}`

const kinds = defineField({
  id: "relation.kinds",
  family: "relation",
  source,
  label: { en: "Related persons", zhCN: "关系人" },
  explanation: { en: "Has a child, a spouse, a pet…", zhCN: "有子女、配偶、宠物等" },
  type: "choices",
  choices: RELATIONS.map((value) => ({ value, label: LABELS[value] })),
  each: { ...ROWS, value: "r.relation" },
  sql: () =>
    "nullif(array(select distinct r.relation from marketing_relation r where r.pid = p.pid order by 1), '{}')",
  memory: (row) => orNull([...new Set(relatedOf(row).map(({ relation }) => relation))].sort()),
})

const birthdaysOf = (row: Record<string, unknown>, relation?: Relation): string[] =>
  relatedOf(row).flatMap((one) => ((relation ?? one.relation) === one.relation && one.birthday) || [])

const about = (name: string, label: Labels, explanation: Labels) => ({
  id: `relation.${name}`,
  family: "relation",
  source,
  label,
  explanation,
})

const birthdayOf = (name: string, label: Labels, explanation: Labels, relation?: Relation) =>
  defineField({
    ...about(name, label, explanation),
    type: "date",
    day: true,
    each: { ...rowsOf(relation), value: "r.birthday", month_day: "r.birth_md" },
    sql: () =>
      `nullif(array(select r.birthday::text ${ofPerson(relation)} and r.birthday is not null order by r.birthday), '{}')`,
    memory: (row) => orNull(birthdaysOf(row, relation).sort()),
  })

type Today = { now: Date; zone: string }

/** A number for each related person with a birthday, which follows the calendar; null where it says nothing. */
const yearsOf = (
  relation: Relation,
  said: ReturnType<typeof about>,
  value: (context: Today & { bind: Bind }) => string,
  ofBirthday: (birthday: string, today: Today) => number | null,
  as_condition?: FieldDefinition["as_condition"],
) =>
  defineField({
    ...said,
    unit: { en: "years", zhCN: "岁" },
    type: "number",
    turns: "daily",
    each: { ...rowsOf(relation), value },
    as_condition,
    sql: (context) =>
      `nullif(array(select v from (select ${value(context)} as v ${ofPerson(relation)}) y
         where v is not null order by v), '{}')`,
    memory: (row, today) =>
      orNull(
        birthdaysOf(row, relation)
          .flatMap((birthday) => ofBirthday(birthday, today) ?? [])
          .sort((a, b) => a - b),
      ),
  })

/** The years somebody has lived at their birthday, when that is in this month (0) or in the next one (1). */
const reached = (relation: Relation, name: string, label: Labels, explanation: Labels, ahead: 0 | 1) => {
  const month = ({ now, zone }: Today) => partsOf(dayOf(startOf("month", now, zone, ahead), zone))
  return yearsOf(
    relation,
    about(name, label, explanation),
    ({ bind, ...today }) =>
      `case when r.birth_md / 100 = ${bind(month(today).month)}::int
         then ${bind(month(today).year)}::int - extract(year from r.birthday)::int end`,
    (birthday, today) => {
      const [born, asked] = [partsOf(birthday), month(today)]
      return born.month === asked.month ? asked.year - born.year : null
    },
  )
}

const ANY: Labels = { en: "Of any of them", zhCN: "其中任意一位" }
const NAMED = [
  ["child", "Child", "子女"],
  ["spouse", "Spouse", "配偶"],
  ["parent", "Parent", "父母"],
  ["sibling", "Sibling", "兄弟姐妹"],
  ["pet", "Pet", "宠物"],
] as const

const ofEachRelation = NAMED.flatMap(([relation, en, zhCN]) => [
  birthdayOf(`${relation}_birthday`, { en: `${en}'s birthday`, zhCN: `${zhCN}生日` }, ANY, relation),
  yearsOf(
    relation,
    about(`${relation}_age`, { en: `${en}'s age`, zhCN: `${zhCN}年龄` }, ANY),
    (context) => ageSql("r", context),
    ageOf,
    ageAsBirthday(`relation.${relation}_birthday`),
  ),
])

const childTurns = [
  reached(
    "child",
    "child_turns_this_month",
    { en: "Child's age at a birthday this month", zhCN: "子女本月将满年龄" },
    { en: "Of children with a birthday this month", zhCN: "仅限本月过生日的子女" },
    0,
  ),
  reached(
    "child",
    "child_turns_next_month",
    { en: "Child's age at a birthday next month", zhCN: "子女下月将满年龄" },
    { en: "Of children with a birthday next month", zhCN: "仅限下月过生日的子女" },
    1,
  ),
]

const youngest: Totals = {
  from: "marketing_relation r",
  where: () => "r.relation = 'child' and r.birthday is not null",
  pid: "r.pid",
  value: (context) => `min(${ageSql("r", context)})`,
}

const youngestChildAge = defineField({
  id: "relation.youngest_child_age",
  family: "relation",
  source,
  label: { en: "Youngest child's age", zhCN: "最小子女年龄" },
  unit: { en: "years", zhCN: "岁" },
  type: "number",
  turns: "daily",
  totals: youngest,
  unknown_without_rows: true,
  sql: (context) => `(select t.value from (${totalsSql(youngest, context)}) t where t.pid = p.pid)`,
  memory: (row, context) => {
    const ages = relatedOf(row).flatMap((one) =>
      one.relation === "child" && one.birthday ? [ageOf(one.birthday, context)] : [],
    )
    return ages.length === 0 ? null : Math.min(...ages)
  },
})

const orNull = <T>(values: T[]): T[] | null => (values.length === 0 ? null : values)

/** Children, spouse, pets... of a customer; without any they are unknown. */
export const relationFields = [
  kinds,
  birthdayOf("birthday", { en: "Related person's birthday", zhCN: "关系人生日" }, ANY),
  ...ofEachRelation,
  youngestChildAge,
  ...childTurns,
]
