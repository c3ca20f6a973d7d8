import { z } from "zod"
import { type Problem, problemsOf } from "../../core/problem"
import { inForm } from "../../extension/form"
import { defineKind } from "../../extension/kind"

const refuse = problemsOf({
  "assign-rep/twice": { message: 'The sales rep "{rep}" is named twice.', hint: "Name each once." },
})

const settings = z.strictObject({
  reps: inForm(
    z
      .array(z.string().trim().min(1, "must not be empty").max(200))
      .min(1, "needs at least one")
      .max(200, "holds at most 200"),
    {
      label: { en: "Sales reps", zhCN: "导购" },
      hint: { en: "Several: each in turn", zhCN: "多个导购时轮流分配" },
      control: "reps",
    },
  ),
  mode: inForm(z.enum(["keep", "overwrite"]).default("keep"), {
    label: { en: "Who has a rep already", zhCN: "已有导购的客户" },
    choices: {
      keep: { en: "Keeps theirs", zhCN: "保留" },
      overwrite: { en: "Gets a new one", zhCN: "重新分配" },
    },
  }),
})

/** Gives people a sales rep. */
export const assignRep = defineKind({
  id: "assign-rep",
  group: "people",
  icon: "user",
  label: { en: "Assign a sales rep", zhCN: "分配导购" },
  explanation: {
    en: "Gives each person a sales rep: the one named, or several in turn. Who comes here again gets the same one.",
    zhCN: "为客户分配导购：指定一位，或多位轮流；再次到达的客户分配到同一位。",
  },
  settings,
  summary: ({ reps, mode }) => ({
    en: `${reps.length > 1 ? "In turn" : "Belongs to"}: ${reps.join(", ")}${mode === "keep" ? "; who has a rep keeps theirs" : ""}`,
    zhCN: `${reps.length > 1 ? "轮流分配给" : "分配给"}${reps.join("、")}${mode === "keep" ? "；已有导购的保留" : ""}`,
  }),
  ports: () => [{ id: "out", label: { en: "Then", zhCN: "然后" } }],
  check: ({ settings: { reps }, path }): Problem[] =>
    reps.flatMap((rep, index) =>
      reps.indexOf(rep) < index ? [refuse("assign-rep/twice", `${path}.reps.${index}`, { rep })] : [],
    ),
  run: ({ settings: { reps, mode } }) => ({
    do: "go",
    port: "out",
    effects: [{ type: "assign-rep", reps, overwrite: mode === "overwrite" }],
  }),
})
