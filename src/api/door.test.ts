import { Busy } from "../core/problem"
import { asAnswer } from "./door"

describe("what a door answers when the store has no time", () => {
  it("says so and asks to come again, whether nothing was begun or it took too long", () => {
    expect(asAnswer(new Busy("All connections are taken."))).toMatchObject({
      status: 503,
      body: { message: "All connections are taken." },
    })
    const tooLong = Object.assign(new Error("canceling statement due to statement timeout"), {
      code: "57014",
    })
    expect(asAnswer(tooLong)).toMatchObject({ status: 503, body: { type: "unavailable" } })
    expect(asAnswer(Object.assign(new Error("syntax"), { code: "42601" }))).toBeNull()
  })
})
