import { z } from "zod"
import { inForm } from "../../extension/form"
import { defineKind } from "../../extension/kind"

const settings = z.strictObject({
  /** As the profile's rep field names them. */
  reps: inForm(
    z
      .array(z.string().trim().min(1, "must not be empty").max(200))
      .min(1, "needs at least one")
      .max(200, "holds at most 200"),
    { label: { en: "Sales reps", zhCN: "导购" }, control: "reps" },
  ),
})

/** People come in whom one of these sales reps looks after when the run starts. */
export const repContacts = defineKind({
  id: "rep-contacts",
  group: "who",
  icon: "users",
  label: { en: "Sales reps' customers", zhCN: "导购的客户" },
  explanation: {
    en: "Everyone who belongs to one of these sales reps at the moment the plan starts.",
    zhCN: "计划开始时归属于所选导购的所有客户。",
  },
  settings,
  summary: ({ reps }) => ({
    en: `Everyone who belongs to ${reps.join(", ")}`,
    zhCN: `归属于${reps.join("、")}的所有客户`,
  }),
  ports: () => [{ id: "out", label: { en: "Comes in", zhCN: "进入" } }],
  entry: true,
  audience: ({ reps }) => ({ rule: { fact: "profile.rep", op: "in", value: reps } }),
  run: () => ({ do: "go", port: "out" }),
})
