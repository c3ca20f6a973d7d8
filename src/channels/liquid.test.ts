import { checkLiquid } from "./check-liquid"
import { createLiquid, limitOf, type TemplateKind } from "./liquid"

const liquid = createLiquid("UTC")
const render = (text: string, variables: Record<string, unknown> = {}, kind: TemplateKind = "html") =>
  liquid.render(liquid.compile(text, kind), variables)
const check = (html: string) => checkLiquid({ html: "html" })({ html }, "content")

describe("Liquid in messages", () => {
  it("greets by name, and by a default when there is none", () => {
    const text = 'Hi {{ customer.first_name | default: "there" }}'
    expect(render(text, { customer: { first_name: "Ada" } })).toBe("Hi Ada")
    expect(render(text, { customer: { first_name: null } })).toBe("Hi there")
    expect(render("Hi {{ customer.shoe.size }}!", {})).toBe("Hi !")
  })

  it("escapes every value in HTML, and offers no way round it (S14)", () => {
    const customer = { first_name: '<img src=x onerror="a()">' }
    expect(render("{{ customer.first_name }}", { customer })).not.toContain("<img")
    expect(check("{{ customer.first_name | raw }}")[0]?.code).toBe("message/liquid")
    expect(render("{{ customer.first_name }}", { customer }, "text")).toContain("<img")
  })

  it("writes headers on one line (S15)", () => {
    expect(render("Hi {{ a }}", { a: "x\r\nBcc: b@c.d\u0000" }, "header")).toBe("Hi x Bcc: b@c.d")
  })

  it("reaches neither files nor prototypes (S14)", () => {
    for (const text of ['{% include "/etc/passwd" %}', '{% render "x" %}', '{% layout "x" %}'])
      expect(check(text)[0]?.code).toBe("message/liquid")
    expect(render("{{ a.constructor.name }}{{ a.__proto__ }}{{ a.toString }}", { a: {} })).toBe("")
  })

  it("says where a template is broken", () => {
    const [problem] = check("<p>Hello</p>\n{% if customer %}\n  {{ customer.name | shout }}\n{% endif %}")
    expect(problem).toMatchObject({ code: "message/liquid", path: "content.html" })
    expect(problem!.message).toContain("Line 3")
    expect(check("{% if customer %}")[0]!.message).toContain("Line 1")
    expect(check("{{ customer.first_name")[0]!.message).toContain("Line 1")
  })

  it("warns of a variable that does not exist, and knows its own loops", () => {
    expect(check("{{ custmer.name }}")).toMatchObject([
      { code: "message/unknown-variable", severity: "warning" },
    ])
    expect(
      check("{% for c in coupons %}{{ c.code }}{% endfor %}{% assign x = points.balance %}{{ x }}"),
    ).toEqual([])
  })

  it("knows what a list says of its people and what let them in (A8, P6)", () => {
    expect(check("{{ member.code }} {{ event.product }}")).toEqual([])
  })

  it("stops a text that would run for ever or grow without end (S13)", () => {
    const large = "x".repeat(10_000)
    const why = (text: string, kind?: TemplateKind) => {
      try {
        return render(text, {}, kind)
      } catch (error) {
        return limitOf(error)
      }
    }
    for (const text of [
      "{% for i in (1..1000000000) %}x{% endfor %}",
      "{% for i in (1..9999) %}{% for j in (1..9999) %}x{% endfor %}{% endfor %}",
      `{% for i in (1..9999) %}${large}{% endfor %}`,
      `{% capture a %}${large}{% endcapture %}${"{{ a }}".repeat(1000)}`,
    ])
      for (const kind of ["html", "text", "header"] as const)
        expect(["size", "time"]).toContain(why(text, kind))
  })

  it("counts the steps of a text, so that it ends alike on every machine (S13)", () => {
    const patient = createLiquid("UTC", 10_000)
    const times = (n: number) =>
      patient.render(patient.compile(`{% for i in (1..${n}) %}x{% endfor %}`, "html"), {})
    expect(times(9000)).toBe("x".repeat(9000))
    expect(() => times(10_001)).toThrow("more than 20,000 steps")
  })

  it("ends what takes too long, and tells that from what is too much (S13)", () => {
    const hasty = createLiquid("UTC", -1)
    expect(() => hasty.render(hasty.compile("Hi", "text"), {})).toThrow("template render limit exceeded")
    expect(limitOf(new Error("template render limit exceeded, line:1, col:1"))).toBe("time")
    expect(limitOf(new Error("undefined filter: shout"))).toBeUndefined()
  })
})
