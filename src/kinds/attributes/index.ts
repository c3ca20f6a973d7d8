import { type Problem, problemsOf } from "../../core/problem"
import { ATTRIBUTE_TYPES } from "../../core/profile/attribute-type"
import { asAttribute, settableOf, whyUnfitColumn } from "../../core/profile/settable"
import { type CheckInput, defineKind } from "../../extension/kind"
import { type AttributesSettings, attributesSettings } from "./schema"

const refuse = problemsOf({
  "attributes/unknown": {
    message: 'There is no field "{field}" that a plan could set.',
    hint: "Choose a field of the profile, or an attribute that is defined in the settings.",
  },
  "attributes/twice": { message: '"{field}" is set twice.', hint: "Set it once." },
  "attributes/value": {
    message: '"{field}" cannot be "{value}".',
    hint: "Give a value of the field's kind.",
  },
})

/** Writes what we know of people. */
export const attributes = defineKind({
  id: "attributes",
  group: "people",
  icon: "pencil-square",
  label: { en: "Set attributes", zhCN: "设置属性" },
  explanation: {
    en: "Sets fields of the profile and attributes of your own, or forgets them. What is set here counts as edited by you.",
    zhCN: "设置或清除客户资料字段与自定义属性，视为人工编辑。",
  },
  settings: attributesSettings,
  summary: inWords,
  ports: () => [
    { id: "out", label: { en: "Then", zhCN: "然后" } },
    { id: "refused", label: { en: "Not set", zhCN: "未设置" } },
  ],
  check: checkChanges,
  run: ({ settings: { changes, mode } }) => ({
    do: "go",
    port: "out",
    refused_port: "refused",
    effects: [
      {
        type: "attributes",
        values: Object.fromEntries(changes.map(({ field, value }) => [field, value])),
        overwrite: mode === "overwrite",
      },
    ],
  }),
})

function inWords({ changes, mode }: AttributesSettings) {
  const name = (field: string) => field.replace(/^profile\.(attributes\.)?/, "")
  const said = changes.map(
    ({ field, value }) => `${name(field)} = ${value === null ? "∅" : [value].flat().join(", ")}`,
  )
  return {
    en: `Sets ${said.join("; ")}${mode === "keep" ? " where nothing is known" : ""}`,
    zhCN: `${mode === "keep" ? "未知时" : ""}设置 ${said.join("；")}`,
  }
}

function checkChanges({ settings: { changes }, path, exists }: CheckInput<AttributesSettings>): Problem[] {
  return changes.flatMap(({ field, value }, index): Problem[] => {
    const at = `${path}.changes.${index}`
    const place = settableOf(field)
    const unknown = refuse("attributes/unknown", `${at}.field`, { field })
    const unfit = () => refuse("attributes/value", `${at}.value`, { field, value: [value].flat().join(", ") })
    if (!place) return [unknown]
    if (changes.findIndex((one) => one.field === field) < index)
      return [refuse("attributes/twice", `${at}.field`, { field })]
    if ("column" in place) return whyUnfitColumn(place.column, value, `${at}.value`, unfit).slice(0, 1)
    const key = place.attribute
    if (!exists("attribute", key)) return [unknown]
    if (value === null) return []
    // Each is asked for, also behind one that fits: what is not asked for is not looked up.
    const fitting = ATTRIBUTE_TYPES.filter((type) => asAttribute(type, value) !== undefined)
    const fits = fitting.map((type) => exists(`attribute:${type}`, key)).some((there) => there)
    return fits ? [] : [unfit()]
  })
}
