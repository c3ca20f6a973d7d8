import { asRunnable } from "../../extension/kind"
import { tags } from "."
import { tagsSettings } from "./schema"

/** As the registry hands settings on: of a type that only the kind itself knows. */
const given = (settings: object) => tagsSettings.parse(settings) as never

describe("a node that tags people (A12)", () => {
  it("keeps what they have unless it says otherwise, also in canvases drawn before there was a choice", () => {
    const run = (settings: object) => asRunnable(tags).run({ settings: given(settings) } as never)
    expect(run({ add: ["vip"] })).toMatchObject({
      port: "out",
      effects: [{ type: "tag", add: ["vip"], remove: [], overwrite: false }],
    })
    expect(run({ add: ["vip"], mode: "overwrite" })).toMatchObject({ effects: [{ overwrite: true }] })
  })

  it("reads as a sentence in both languages", () => {
    expect(tags.summary!(given({ add: ["vip"], remove: ["new"] }))).toEqual({
      en: "Adds vip, removes new",
      zhCN: "添加 vip，移除 new",
    })
    expect(tags.summary!(given({ add: ["gold"], mode: "overwrite" }))).toEqual({
      en: "Overwrites with gold",
      zhCN: "覆盖为 gold",
    })
  })
})
