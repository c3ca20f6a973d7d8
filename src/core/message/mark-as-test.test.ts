import { markAsTest } from "./mark-as-test"

describe("a test message (P16)", () => {
  const mail = { html: "html", subject: "header", preheader: "header" } as const

  it("says in its subject that it is one, in the language of whom it speaks to", () => {
    const content = { subject: "Hello", html: "<p>Hi</p>", preheader: "Soon" }
    expect(markAsTest(content, mail, "en")).toEqual({ ...content, subject: "[Test] Hello" })
    expect(markAsTest(content, mail, null).subject).toBe("[Test] Hello")
    expect(markAsTest(content, mail, "zh-CN").subject).toBe("【测试】Hello")
  })

  it("says it at the beginning of its text where it has no subject, and nowhere where it has neither", () => {
    expect(markAsTest({ text: "Hi" }, { text: "text" }, "en")).toEqual({ text: "[Test] Hi" })
    expect(markAsTest({ link: 5 }, { link: "header", body: "html" }, "en")).toEqual({ link: 5 })
  })
})
