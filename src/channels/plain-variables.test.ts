import { plainVariables } from "./check-liquid"

const read = plainVariables({ html: "html" })
const of = (html: unknown) => read({ html }).map(({ name }) => name)

describe("variables that a text fills in wherever it is read", () => {
  it("are named with all that is asked of them, each once", () => {
    expect(of("{{ event.title | upcase }} {{ event.title }} {{ coupons[0].code }} {{ coupon }}")).toEqual([
      "event.title",
      "coupons[0].code",
      "coupon",
    ])
    expect(of("{{ 'Code ' | append: coupon.code }}")).toEqual(["coupon.code"])
    expect(read({ html: "{{ event.title }}" })).toEqual([{ key: "html", root: "event", name: "event.title" }])
  })

  it("are not those that have something in their stead, stand in a tag or come from the text itself", () => {
    expect(of("{{ event.title | default: 'x' }} {{ coupons | size }}")).toEqual([])
    expect(of("{% if coupon %}{{ coupon.code }}{% endif %}")).toEqual([])
    expect(
      of("{% assign event = 'x' %}{{ event }}{% capture coupon %}y{% endcapture %}{{ coupon }}"),
    ).toEqual([])
  })

  it("are none of a text that is broken or no text", () => {
    expect(of("{{ event.title }}{% if %}")).toEqual([])
    expect(of(7)).toEqual([])
  })
})
