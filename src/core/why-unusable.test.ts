import { whyUnusable } from "./why-unusable"

describe("characters that the database cannot keep", () => {
  it.each([
    ["path.id", { path: { id: "\0" } }],
    ["query.q", { query: { q: "a\0b" } }],
    ["body.plan.nodes.1.name", { body: { plan: { nodes: [{ name: "fine" }, { name: "\0" }] } } }],
    ["body.props", { body: { props: { "a\0": 1 } } }],
    ["body.name", { body: { name: "half a fox \ud83e" } }],
  ])("are found in %s", (path, given) => {
    expect(whyUnusable(given)).toMatchObject({ code: "text/unusable-character", path })
  })

  it("are nothing that people write: whole foxes, tabs, line breaks, Chinese, numbers and nothing at all", () => {
    const body = {
      text: "🦊\t\r\n中文\u200b",
      n: 0,
      no: null,
      list: [undefined, true],
      bytes: new Uint8Array(2),
    }
    expect(whyUnusable({ body })).toBeNull()
    expect(whyUnusable({})).toBeNull()
  })

  it("are not looked for in a body nested without end, which is refused itself", () => {
    const nested = (levels: number) => JSON.parse("[".repeat(levels) + "]".repeat(levels))
    expect(whyUnusable(nested(100))).toBeNull()
    expect(whyUnusable({ body: nested(30_000) })).toMatchObject({ code: "body/too-deep" })
  })
})
