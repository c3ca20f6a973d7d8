import { z } from "zod"
import { attributeValue } from "../../core/profile/attribute"
import { inForm } from "../../extension/form"

/** What a form says of a field that was emptied. */
const emptied = z.literal("").transform(() => null)

const change = z.strictObject({
  /** As rules name it: "profile.tier", "profile.attributes.shoe_size". */
  field: inForm(z.string().min(1, "is needed").max(200), {
    label: { en: "Field", zhCN: "字段" },
    control: "attribute",
  }),
  /** None: what is known is forgotten. What the form sends as text is read as what the attribute holds. */
  value: inForm(z.union([attributeValue, emptied]).nullable().default(null), {
    label: { en: "Value (empty: forget it)", zhCN: "值（留空表示清除）" },
    control: "text",
  }),
})

export const attributesSettings = z.strictObject({
  changes: inForm(z.array(change).min(1, "needs at least one field").max(20, "holds at most twenty fields"), {
    label: { en: "Set", zhCN: "设置" },
  }),
  mode: inForm(z.enum(["keep", "overwrite"]).default("overwrite"), {
    label: { en: "What is known already", zhCN: "已有的值" },
    choices: { keep: { en: "Stays", zhCN: "保留" }, overwrite: { en: "Is replaced", zhCN: "覆盖" } },
  }),
})
export type AttributesSettings = z.infer<typeof attributesSettings>
