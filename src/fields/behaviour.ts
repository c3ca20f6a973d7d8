import { propertyNumber } from "../core/rules/compile-match"
import type { BehaviourFacts } from "../core/rules/snapshot"
import { defineField, type FieldDefinition } from "../extension/field"
import type { Labels } from "../extension/labels"
import { totalField } from "./total"

const FAMILY = "behaviour"
const behaviourOf = (row: Record<string, unknown>) => (row.behaviour ?? null) as BehaviourFacts | null

/** Greyed until the storefront has told of it once. */
const toldBy = (names: string[], otherwise: Labels): FieldDefinition["source"] => ({
  there: names.map((name) => `exists (select 1 from marketing_event where name = '${name}')`).join(" or "),
  otherwise,
})

const dwell = totalField({
  id: "behaviour.dwell_seconds",
  family: FAMILY,
  label: { en: "Time spent in the shop", zhCN: "累计停留时长" },
  explanation: {
    en: "All seconds that pages told when they were left; of the last days: ask for the event",
    zhCN: "离开页面时上报的停留秒数总和；如需限定时间范围，请使用“离开页面”事件",
  },
  unit: { en: "seconds", zhCN: "秒" },
  source: toldBy(["left_page"], {
    en: "No page has told yet how long somebody stayed: let the storefront send the event left_page with its seconds.",
    zhCN: "尚无停留时长数据：请让店铺前端发送带 seconds 的 left_page 事件。",
  }),
  totals: {
    from: "marketing_event e",
    where: () => "e.name = 'left_page' and e.pid is not null",
    pid: "e.pid",
    // As a condition, PostgreSQL would take the numbers among the seconds for few.
    value: () => `coalesce(sum(${propertyNumber("e.props", "'seconds'")}), 0)`,
  },
  memory: (row) => behaviourOf(row)?.dwell_seconds ?? 0,
})

type Pair = { began: string; ended: string; property: string }

/** Null of what is no text. As a condition, PostgreSQL would take the texts for few. */
const textOf = (props: string, property: string): string =>
  `case when jsonb_typeof(${props} -> '${property}') = 'string' then ${props} ->> '${property}' end`

/** What somebody began and did not end since: the last word counts; of one moment, that it ended. */
const standing = ({ began, ended, property }: Pair): string =>
  `(select last.pid, last.value from (
      select distinct on (e.pid, e.value) e.pid, e.value, e.name
        from (select pid, at, name, ${textOf("props", property)} as value from marketing_event
               where name in ('${began}', '${ended}') and pid is not null) e
       order by e.pid, e.value, e.at desc, e.name = '${ended}' desc) last
     where last.name = '${began}')`

const listed = (
  name: "follows" | "groups" | "contact_of",
  rows: string,
  texts: { label: Labels; explanation: Labels; source: FieldDefinition["source"] },
): FieldDefinition =>
  defineField({
    id: `${FAMILY}.${name}`,
    family: FAMILY,
    ...texts,
    type: "choices",
    each: { from: `${rows} s`, pid: "s.pid", value: "s.value" },
    sql: () =>
      `nullif(array(select distinct s.value from ${rows} s where s.pid = p.pid and s.value is not null order by 1), '{}')`,
    memory: (row) => orNull(behaviourOf(row)?.[name]),
  })

const orNull = (values: string[] = []): string[] | null => (values.length === 0 ? null : values)

const contacts = {
  en: "Nobody has become a contact of a sales rep yet: let your messenger send the event became_contact with the rep.",
  zhCN: "尚无导购好友数据：请让通讯工具发送带 rep 的 became_contact 事件。",
}
/** The reps somebody is a contact of; whose contact somebody became stays so. */
const CONTACTS = `(select e.pid, ${textOf("e.props", "rep")} as value from marketing_event e
  where e.name = 'became_contact' and e.pid is not null)`

const contactSince = defineField({
  id: "behaviour.contact_since",
  family: FAMILY,
  label: { en: "Contact of a sales rep since", zhCN: "成为导购好友时间" },
  explanation: { en: "For the first time", zhCN: "首次成为好友的时间" },
  source: toldBy(["became_contact"], contacts),
  type: "date",
  each: {
    from: `(select e.pid, min(e.at) as at from marketing_event e
             where e.name = 'became_contact' and e.pid is not null group by e.pid) s`,
    pid: "s.pid",
    value: "s.at",
  },
  sql: () => "(select min(e.at) from marketing_event e where e.pid = p.pid and e.name = 'became_contact')",
  memory: (row) => behaviourOf(row)?.contact_since ?? null,
})

/** What the storefront and the messengers told of somebody, as it stands; when and how often is asked of the events. */
export const behaviourFields = [
  dwell,
  listed("follows", standing({ began: "followed", ended: "unfollowed", property: "account" }), {
    label: { en: "Followed accounts", zhCN: "已关注账号" },
    explanation: { en: "And did not unfollow since", zhCN: "关注后未取消" },
    source: toldBy(["followed"], {
      en: "Nobody has followed an account yet: let your channels send the events followed and unfollowed with the account.",
      zhCN: "尚无关注数据：请让渠道发送带 account 的 followed 和 unfollowed 事件。",
    }),
  }),
  listed("groups", standing({ began: "joined_group", ended: "left_group", property: "group" }), {
    label: { en: "Group chats", zhCN: "所在群聊" },
    explanation: { en: "And did not leave since", zhCN: "加入后未退出" },
    source: toldBy(["joined_group"], {
      en: "Nobody has joined a group chat yet: let your messenger send the events joined_group and left_group with the group.",
      zhCN: "尚无群聊数据：请让通讯工具发送带 group 的 joined_group 和 left_group 事件。",
    }),
  }),
  listed("contact_of", CONTACTS, {
    label: { en: "Sales reps in contact", zhCN: "导购好友" },
    explanation: { en: "Whose contact somebody became", zhCN: "已添加的导购" },
    source: toldBy(["became_contact"], contacts),
  }),
  contactSince,
]
