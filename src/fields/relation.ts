import { RELATIONS, type Relation } from "../core/profile/relation"
import { type Totals, totalsSql } from "../core/rules/totals"
import { defineField } from "../extension/field"
import type { Labels } from "../extension/labels"
import { ageOf, ageSql } from "./age"

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

const kinds = defineField({
  id: "relation.kinds",
  family: "relation",
  source,
  label: { en: "Related persons", zhCN: "关系人" },
  explanation: { en: "Has a child, a spouse, a pet…", zhCN: "有子女、配偶、宠物等" },
  type: "choices",
  choices: RELATIONS.map((value) => ({ value, label: LABELS[value] })),
  each: { from: "marketing_relation r", pid: "r.pid", value: "r.relation" },
  sql: () =>
    "nullif(array(select distinct r.relation from marketing_relation r where r.pid = p.pid order by 1), '{}')",
  memory: (row) => orNull([...new Set(relatedOf(row).map(({ relation }) => relation))].sort()),
})

const birthday = defineField({
  id: "relation.birthday",
  family: "relation",
  source,
  label: { en: "Birthday of a related person", zhCN: "关系人生日" },
  explanation: { en: "Of any of them", zhCN: "其中任意一位" },
  type: "date",
  day: true,
  each: {
    from: "marketing_relation r",
    pid: "r.pid",
    value: "r.birthday",
    month_day: "r.birth_md",
  },
  sql: () =>
    `nullif(array(select r.birthday::text from marketing_relation r
       where r.pid = p.pid and r.birthday is not null order by r.birthday), '{}')`,
  memory: (row) =>
    orNull(
      relatedOf(row)
        .flatMap((one) => one.birthday ?? [])
        .sort(),
    ),
})

const childBirthday = defineField({
  id: "relation.child_birthday",
  family: "relation",
  source,
  label: { en: "Birthday of a child", zhCN: "子女生日" },
  explanation: { en: "Of any child", zhCN: "任意一位子女" },
  type: "date",
  day: true,
  each: {
    from: "(select * from marketing_relation where relation = 'child') r",
    pid: "r.pid",
    value: "r.birthday",
    month_day: "r.birth_md",
  },
  sql: () =>
    `nullif(array(select r.birthday::text from marketing_relation r
       where r.pid = p.pid and r.relation = 'child' and r.birthday is not null order by r.birthday), '{}')`,
  memory: (row) =>
    orNull(
      relatedOf(row)
        .flatMap((one) => (one.relation === "child" && one.birthday ? [one.birthday] : []))
        .sort(),
    ),
})

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
  label: { en: "Age of the youngest child", zhCN: "最小子女年龄" },
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

const orNull = (values: string[]): string[] | null => (values.length === 0 ? null : values)

/** Children, spouse, pets... of a customer; without any they are unknown. */
export const relationFields = [kinds, birthday, childBirthday, youngestChildAge]
