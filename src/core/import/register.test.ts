import { type Person, Register } from "./register"

const made = (who: string, person: Partial<Person>): Person => ({ who, made: true, ...person })

describe("who is who in an imported file", () => {
  it("lets the first line of a file have an address, and refuses it to another number", () => {
    const register = new Register([])
    expect(register.enter({ external_id: "1", email: "home@fam" }).who).toBe("id:1")
    expect(() => register.enter({ external_id: "2", email: "home@fam" })).toThrow(
      "The e-mail home@fam belongs to customer 1 already.",
    )
    expect(register.enter({ external_id: "1", email: "home@fam" }).who).toBe("id:1")
    expect(register.enter({ email: "home@fam" }).who).toBe("id:1")
    expect(register.changed()).toHaveLength(1)
  })

  it("joins a number to the person who had the address without one", () => {
    const register = new Register([made("7", { email: "a@x", phone: "1" })])
    expect(register.enter({ external_id: "1", email: "a@x" }).who).toBe("7")
    expect(register.changed()).toEqual([
      { person: expect.objectContaining({ who: "7" }), gains: { external_id: "1" } },
    ])
    expect(() => register.find({ external_id: "2", email: "a@x" })).toThrow("belongs to customer 1")
    expect(register.find({ phone: "1" })?.who).toBe("7")
  })

  it("fills what is empty and changes nothing that is known", () => {
    const register = new Register([made("7", { external_id: "1", first_name: "Ann" })])
    register.enter({ external_id: "1", first_name: "Bea", last_name: "Ode", email: "a@x" })
    expect(register.changed()[0]!.gains).toEqual({ last_name: "Ode", email: "a@x" })
    expect(register.differs({ external_id: "1", first_name: "Bea", last_name: "Ode" })).toBe(true)
    expect(register.differs({ external_id: "1", first_name: "Ann", last_name: "Ode" })).toBe(false)
  })

  it("does not take an address from somebody without a number for one who has none", () => {
    const register = new Register([made("7", { external_id: "1" }), made("8", { email: "a@x" })])
    expect(register.enter({ external_id: "1", email: "a@x" }).who).toBe("7")
    expect(register.changed()).toEqual([])
  })

  it("knows the owner of an address among several people", () => {
    const register = new Register([
      made("7", { email: "a@x" }),
      made("8", { email: "a@x", external_id: "1" }),
    ])
    expect(register.find({ external_id: "1", email: "a@x" })?.who).toBe("8")
    expect(register.find({ email: "a@x" })?.who).toBe("7")
    expect(() => register.find({ external_id: "2", email: "a@x" })).toThrow("belongs to customer 1")
  })
})
