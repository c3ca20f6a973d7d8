import { checkLiquid } from "./check-liquid"

const check = checkLiquid({ html: "html", text: "text" })
const codes = (content: Record<string, unknown>) =>
  check(content, "content").map((p) => `${p.code} ${p.path}`)

describe("a text that is being written", () => {
  it("is refused when it does not end or grows without measure, each where it stands (S13, C2)", () => {
    const loops = "{% for i in (1..5000) %}{% for j in (1..5000) %}x{% endfor %}{% endfor %}"
    const large = `{% capture a %}${"x".repeat(10_000)}{% endcapture %}${"{{ a }}".repeat(1000)}`
    expect(codes({ html: loops })).toEqual(["message/endless content.html"])
    expect(codes({ html: "Hi", text: loops })).toEqual(["message/endless content.text"])
    expect(codes({ html: large, text: large })).toEqual([
      "message/endless content.html",
      "message/endless content.text",
    ])
    expect(check({ html: loops }, "")[0]).toMatchObject({
      path: "html",
      // On a busy machine its time is over before it took too many steps.
      message: expect.stringMatching(
        /^This text would take too long to make or grow too large for each person: ./,
      ),
      hint: expect.stringContaining("loops"),
    })
  })

  it("is refused when it does not end for somebody who is known, or for somebody who is not", () => {
    const endless = "{% for i in (1..30000) %}x{% endfor %}"
    expect(codes({ text: `{% if customer.first_name %}${endless}{% endif %}` })).toHaveLength(1)
    expect(codes({ text: `{% unless customer.first_name %}${endless}{% endunless %}` })).toHaveLength(1)
  })

  it("is not refused for what its reader lacks: values, lists, a coupon, something that happened", () => {
    for (const text of [
      "{% for i in (1..customer.attributes.n) %}x{% endfor %}",
      "{{ event.new_price | times: 2 | round: 2 }} {{ coupon.expires_at | date: '%d %B' }}",
      "{{ coupons | map: 'code' | join: ', ' | upcase }} {{ coupons[7].code | append: '!' }}",
      "{{ customer.first_name | default: 'there' | truncate: 10 }} {{ member.rows | split: ',' | first }}",
      "{{ customer.birthday | date: '%Y' | minus: 1 }} {{ customer.tags | sort | join: ' ' }}",
      "{% assign left = points.balance | divided_by: event.percent %}{{ left }}",
      "{{ 100 | divided_by: points.balance }} {{ event.percent | modulo: 3 }}",
      "{% increment n %}{% cycle 'a', 'b' %}{% tablerow c in coupons cols: 2 %}{{ c.code }}{% endtablerow %}",
    ])
      expect(codes({ text })).toEqual([])
  })

  it("is refused when it can be made for nobody, though every word of it is known", () => {
    expect(codes({ text: "{{ '%' | url_decode }}" })).toEqual(["message/liquid content.text"])
  })

  it("says the same again, and where it stands now", () => {
    const html = "{{ custmer.name }}{% for i in (1..30000) %}x{% endfor %}"
    const wrong = (path: string) => [`message/endless ${path}`, `message/unknown-variable ${path}`]
    expect(check({ html }, "a").map((p) => `${p.code} ${p.path}`)).toEqual(wrong("a.html"))
    expect(check({ html }, "b").map((p) => `${p.code} ${p.path}`)).toEqual(wrong("b.html"))
  })

  it("may be long: half a megabyte with a table of two hundred rows", () => {
    const row = "<tr><td>{{ i }}</td><td>{{ customer.first_name }}</td><td>{{ coupon.code }}</td></tr>"
    const html = `<!--${"x".repeat(400_000)}-->{% for i in (1..200) %}${row}{% endfor %}`
    expect(codes({ html })).toEqual([])
  })
})
