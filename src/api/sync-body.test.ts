import { readBody } from "./read-body"
import { syncBody, syncEnd } from "./sync-body"

describe("what is followed outside", () => {
  it.each([
    [syncBody, {}, /^Send either \{ "group"/],
    [syncBody, { target: "webhook" }, /^Send either/],
    [syncBody, { group: {}, webhook: {} }, /^Send either/],
    [syncEnd, { part: "group" }, /^Say part=webhook, or/],
  ])("is named, or it is said how (S13)", (schema, body, said) => {
    expect(() => readBody<unknown>(schema, body)).toThrow(said)
  })

  it("is a group or a webhook", () => {
    expect(readBody(syncBody, { group: {} })).toEqual({ group: {} })
    expect(readBody(syncBody, { webhook: { on: false } })).toEqual({ webhook: { on: false } })
  })
})
