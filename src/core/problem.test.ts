import { Refused } from "./problem"

const sentence = (path: string, message: string) =>
  new Refused([{ code: "body/invalid", path, message }]).message

describe("the sentence of a refusal", () => {
  it("names the place before what is wrong with it, and once", () => {
    expect(sentence("file", "The file is empty.")).toBe("file: The file is empty.")
    expect(sentence("coupon_id", "coupon_id is needed.")).toBe("coupon_id is needed.")
    expect(sentence("plan", "planned is no day.")).toBe("plan: planned is no day.")
    expect(sentence("", "The body must be an object.")).toBe("The body must be an object.")
  })
})
