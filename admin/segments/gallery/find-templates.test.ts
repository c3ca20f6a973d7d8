import type { SegmentTemplate } from "../../api/segment-templates"
import { findTemplates, inGroups } from "./find-templates"

const made = (id: string, group: string, en: string, zhCN: string): SegmentTemplate => ({
  id,
  group: { id: group, label: { en: group } },
  label: { en, zhCN },
  explanation: { en: `About ${en}.` },
  parameters: [],
  available: true,
  unavailable: null,
})
const gallery = [
  made("at-risk", "back", "At risk", "流失预警"),
  made("birthday", "birthdays", "Birthday soon", "近期生日"),
  made("acme:gone", "back", "Gone for good", "已流失"),
]
const found = (q: string) => findTemplates(gallery, q).map((one) => one.id)

describe("searching the gallery (A10)", () => {
  it("finds in both languages, whatever the case and the order of words", () => {
    expect(found("RISK at")).toEqual(["at-risk"])
    expect(found("流失")).toEqual(["at-risk", "acme:gone"])
    expect(found("back good")).toEqual(["acme:gone"])
    expect(found("  ")).toHaveLength(3)
    expect(found("nothing like it")).toEqual([])
  })

  it("puts a guest's template under the scenario it names", () => {
    expect(inGroups(gallery).map(({ group, templates }) => [group.id, templates.length])).toEqual([
      ["back", 2],
      ["birthdays", 1],
    ])
  })
})
