import { defineField } from "../extension/field"
import { ageAsBirthday, ageOf, ageSql } from "./age"
import { column } from "./column"

const gender = [
  { value: "female", label: { en: "Female", zhCN: "女" } },
  { value: "male", label: { en: "Male", zhCN: "男" } },
  { value: "other", label: { en: "Other", zhCN: "其他" } },
]

const age = defineField({
  id: "profile.age",
  family: "profile",
  label: { en: "Age", zhCN: "年龄" },
  unit: { en: "years", zhCN: "岁" },
  type: "number",
  turns: "daily",
  sql: (context) => ageSql("p", context),
  as_condition: ageAsBirthday("profile.birthday"),
  memory: (row, context) => (typeof row.birthday === "string" ? ageOf(row.birthday, context) : null),
})

/** Who somebody is. */
export const profileFields = [
  column("profile", "gender", "choice", ["Gender", "性别"], { choices: gender }),
  column("profile", "birthday", "date", ["Birthday", "生日"], { day: true, month_day: "p.birth_md" }),
  age,
  column("profile", "language", "text", ["Language", "语言"], {
    small_letters: true,
    sql: () => "lower(p.language)",
    memory: (row) => (typeof row.language === "string" ? row.language.toLowerCase() : null),
  }),
  column("profile", "zone", "text", ["Time zone", "时区"]),
  column("profile", "country", "text", ["Country", "国家"], { small_letters: true }),
  column("profile", "province", "text", ["Province", "省份"]),
  column("profile", "city", "text", ["City", "城市"]),
  column("profile", "email", "text", ["E-mail", "邮箱"], { personal: true, small_letters: true }),
  column("profile", "phone", "text", ["Phone", "手机号"], { personal: true }),
  column("profile", "first_name", "text", ["First name", "名"], { personal: true }),
  column("profile", "last_name", "text", ["Last name", "姓"], { personal: true }),
  column("profile", "company", "text", ["Company", "公司"]),
  column("profile", "has_account", "boolean", ["Has an account", "已注册账号"], {
    says: {
      yes: { en: "who have an account", zhCN: "已注册账号" },
      no: { en: "who have no account", zhCN: "未注册账号" },
    },
  }),
  column("profile", "source", "text", ["Source", "来源"]),
  column("profile", "tier", "text", ["Member tier", "会员等级"]),
  column("profile", "growth_value", "number", ["Growth value", "成长值"], {
    source: {
      there: "exists (select 1 from marketing_profile where growth_value is not null)",
      otherwise: {
        en: "Nobody has a growth value yet: write it on a customer's page, by the API or import it.",
        zhCN: "尚无成长值：请在客户页面填写、通过 API 写入或用文件导入。",
      },
    },
  }),
  column("profile", "home_store", "text", ["Home store", "归属门店"], {
    ids_of: "stock_location",
  }),
  column("profile", "rep", "text", ["Sales rep", "专属导购"]),
  column("profile", "referrer", "text", ["Referrer", "推荐人"]),
  column("profile", "member_since", "date", ["Membership start", "入会日期"], { day: true }),
  column("profile", "membership_expires_at", "date", ["Paid membership end", "付费会员到期日"], {
    day: true,
    explanation: { en: "The last day of the membership", zhCN: "会员有效的最后一天" },
  }),
  column("profile", "became_customer_at", "date", ["First day as a customer", "成为客户时间"]),
  column("profile", "groups", "choices", ["Customer groups", "客户组"], { ids_of: "customer_group" }),
  column("profile", "tags", "choices", ["Tags", "标签"]),
]
