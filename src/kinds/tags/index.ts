import { type Problem, problemsOf } from "../../core/problem"
import { defineKind } from "../../extension/kind"
import { type TagsSettings, tagsSettings } from "./schema"

const refuse = problemsOf({
  "tags/none": { message: "No tag is added or removed here.", hint: "Name at least one tag." },
  "tags/both": { message: 'The tag "{tag}" is both added and removed.', hint: "Decide for one." },
})

/** Puts tags on people and takes tags off them. */
export const tags = defineKind({
  id: "tags",
  group: "people",
  icon: "tag",
  label: { en: "Tags", zhCN: "标签" },
  explanation: { en: "Adds tags to people and removes tags from them.", zhCN: "为客户添加或移除标签。" },
  settings: tagsSettings,
  summary: ({ add, remove, mode }) => ({
    en: [
      add.length ? `${mode === "keep" ? "Adds" : "Overwrites with"} ${add.join(", ")}` : "",
      remove.length ? `removes ${remove.join(", ")}` : "",
    ]
      .filter(Boolean)
      .join(", "),
    zhCN: [
      add.length ? `${mode === "keep" ? "添加" : "覆盖为"} ${add.join("、")}` : "",
      remove.length ? `移除 ${remove.join("、")}` : "",
    ]
      .filter(Boolean)
      .join("，"),
  }),
  ports: () => [{ id: "out", label: { en: "Then", zhCN: "然后" } }],
  check: ({ settings, path }) => checkTags(settings, path),
  run: ({ settings: { add, remove, mode } }) => ({
    do: "go",
    port: "out",
    effects: [{ type: "tag", add, remove, overwrite: mode === "overwrite" }],
  }),
})

function checkTags({ add, remove }: TagsSettings, path: string): Problem[] {
  if (add.length + remove.length === 0) return [refuse("tags/none", path)]
  return add
    .filter((tag) => remove.includes(tag))
    .map((tag) => refuse("tags/both", `${path}.remove`, { tag }))
}
