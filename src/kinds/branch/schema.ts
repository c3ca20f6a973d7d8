import { z } from "zod"
import { ruleSetting } from "../../core/canvas/rule-setting"
import { inForm } from "../../extension/form"

/** Where those go who meet no way's conditions. */
export const ELSE = "else"

const way = z.strictObject({
  /** The port; kept when the way is renamed. */
  id: inForm(
    z.string().regex(/^[A-Za-z0-9_-]{1,40}$/, "must be 1 to 40 letters, digits, hyphens or underscores"),
    { control: "made" },
  ),
  name: z.string().trim().min(1, "is needed").max(100),
  rule: inForm(ruleSetting, { control: "rule-in-canvas" }),
})

export const branchSettings = z.strictObject({
  ways: inForm(z.array(way).min(1, "needs at least one way").max(10, "holds at most ten ways"), {
    label: { en: "Ways", zhCN: "分支" },
    hint: { en: "The first whose conditions are met", zhCN: "走第一个满足条件的分支" },
  }),
})
export type BranchSettings = z.infer<typeof branchSettings>
