import { asRunnable } from "../../extension/kind"
import { branch } from "."
import { branchSettings } from "./schema"

const kind = asRunnable(branch)
const rule = { fact: "profile.tags", op: "has_any", value: ["vip"] }
const settings = branchSettings.parse({
  ways: [
    { id: "vip", name: "VIP", rule },
    { id: "new", name: "New", rule: { all: [] } },
  ],
}) as never

describe("a branch (C7)", () => {
  it("sends people the first way whose conditions they surely meet, everybody else by else", () => {
    const portOf = (facts: object) => kind.run({ settings, facts } as never)
    expect(portOf({ vip: true, new: true })).toEqual({ do: "go", port: "vip" })
    expect(portOf({ vip: false, new: true })).toEqual({ do: "go", port: "new" })
    expect(portOf({ vip: null })).toEqual({ do: "go", port: "else" })
  })

  it("has a way out for each, and asks for each way's conditions where its form has them", () => {
    expect(kind.ports(settings).map((port) => port.id)).toEqual(["vip", "new", "else"])
    expect(kind.facts!(settings)).toMatchObject({
      vip: { rule, at: "ways.0.rule" },
      new: { at: "ways.1.rule" },
    })
  })

  it("refuses two ways of one id, one called else, none and eleven", () => {
    const given = (ids: string[]) => ({ ways: ids.map((id) => ({ id, name: id, rule })) })
    const codes = kind.check!({ settings: given(["a", "a", "else"]), path: "s", exists: () => true } as never)
    expect(codes.map((p) => `${p.code} ${p.path}`)).toEqual([
      "branch/same-id s.ways.1.id",
      "branch/else s.ways.2.id",
    ])
    expect(branchSettings.safeParse(given([])).success).toBe(false)
    expect(branchSettings.safeParse(given(Array.from({ length: 11 }, (_, i) => `w${i}`))).success).toBe(false)
  })
})
