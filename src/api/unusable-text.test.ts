import { unusableText } from "./unusable-text"

describe("characters that the database cannot keep", () => {
  it.each([
    ["path.id", { params: { id: "\0" } }],
    ["query.q", { query: { q: "a\0b" } }],
    ["body.plan.nodes.1.name", { body: { plan: { nodes: [{ name: "fine" }, { name: "\0" }] } } }],
    ["body.props", { body: { props: { "a\0": 1 } } }],
    ["body.name", { body: { name: "half a fox \ud83e" } }],
  ])("are found in %s", (path, request) => {
    expect(unusableText(request)).toMatchObject({ code: "text/unusable-character", path })
  })

  it("are nothing that people write: whole foxes, tabs, line breaks, Chinese, numbers and nothing at all", () => {
    const body = {
      text: "🦊\t\r\n中文\u200b",
      n: 0,
      no: null,
      list: [undefined, true],
      bytes: new Uint8Array(2),
    }
    expect(unusableText({ body })).toBeNull()
    expect(unusableText({})).toBeNull()
  })

  it("are looked for in a body nested a hundred thousand deep without falling over", () => {
    let deep: unknown = "\0"
    for (let i = 0; i < 100_000; i++) deep = [deep]
    expect(unusableText({ body: [deep] })).not.toBeNull()
  })
})
