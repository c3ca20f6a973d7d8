import { mayApprove } from "./approval"

const by = (...approvers: string[]) => ({ on: true, approvers })

describe("who may approve (P13)", () => {
  it("is an approver who did not submit it", () => {
    expect(mayApprove(by("ada", "bob"), "bob", "ada")).toBe(true)
    expect(mayApprove(by("ada", "bob"), "ada", "ada")).toBe(false)
  })

  it("is whoever submitted it, where nobody else is an approver", () => {
    expect(mayApprove(by("ada"), "ada", "ada")).toBe(true)
  })

  it("is nobody who is no approver", () => {
    expect(mayApprove(by("ada"), "bob", "ada")).toBe(false)
    expect(mayApprove(by(), "ada", "ada")).toBe(false)
    expect(mayApprove(by("ada"), "", "bob")).toBe(false)
  })
})
