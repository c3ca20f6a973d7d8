import { headerValue, isMailAddress } from "./header-value"
import { htmlToText } from "./html-text"
import { mailFailureText, readMailFailure } from "./mail-failure"
import { refusalOf, type SendQuestion } from "./may-send"
import { looksLikeScanner } from "./scanner"
import { trackHtml, trackText } from "./tracked-links"

const track = (target: string) => `T(${target})`

describe("tracked links", () => {
  it("replaces the web links of a mail and nothing else", () => {
    expect(trackHtml('<a class="x" href="https://a.b/?x=1&amp;y=2">go</a>', track)).toBe(
      '<a class="x" href="T(https://a.b/?x=1&amp;y=2)">go</a>',
    )
    expect(trackHtml("<A HREF='http://a.b'>go</A> <a href=https://c.d>c</a>", track)).toBe(
      '<A HREF="T(http://a.b)">go</A> <a href="T(https://c.d)">c</a>',
    )
    for (const kept of ['<a href="mailto:a@b.c">', '<a href="#top">', '<link href="https://a.b/x.css">'])
      expect(trackHtml(kept, track)).toBe(kept)
  })

  it("lets no other scheme through (S1, S14)", () => {
    for (const bad of [
      "javascript:alert(1)",
      "JaVaScRiPt:x",
      "data:text/html,x",
      "vbscript:x",
      "file:///etc/passwd",
    ])
      expect(trackHtml(`<a href="${bad}">x</a>`, track)).toBe('<a href="#">x</a>')
    expect(trackHtml('<a href="https://user:pw@evil.test/">x</a>', track)).not.toContain("T(")
  })

  it("leaves the full stop of a sentence out of the link", () => {
    expect(trackText("See https://a.b/c. Or (https://d.e)!", track)).toBe(
      "See T(https://a.b/c). Or (T(https://d.e))!",
    )
  })

  it("stays fast on half a megabyte of nonsense (S13)", () => {
    const started = performance.now()
    for (const piece of ["<a ", "<a href=", "<style", "<!--", "https://.", "&#x", "<li"]) {
      const text = piece.repeat(Math.ceil(500_000 / piece.length))
      trackHtml(text, track)
      trackText(text, track)
      htmlToText(text)
    }
    trackText(`http://${".".repeat(500_000)}a`, track)
    expect(performance.now() - started).toBeLessThan(4000)
  })
})

describe("the plain-text part", () => {
  it("reads like the mail, with links behind their words", () => {
    const html =
      "<head><title>t</title><style>p{}</style></head><body><h1>Hi&nbsp;Ada</h1><p>5 &lt; 6<br>See <a href='https://a.b'>this</a></p><ul><li>one</li><li>two</li></ul></body>"
    expect(htmlToText(html)).toBe("Hi Ada\n5 < 6\nSee this (https://a.b)\n- one\n- two")
  })
})

describe("headers", () => {
  it("are one line whatever a name holds (S15)", () => {
    expect(headerValue("Ada\r\nBcc: x\u2028y\u202e")).toBe("Ada Bcc: x y")
  })
  it("know one address from two", () => {
    expect(isMailAddress("ada@example.test")).toBe(true)
    for (const bad of ["", "ada", "a@b,c@d", "a@b\r\nBcc: c@d", "<a@b>", "a b@c", "a@b;c@d"])
      expect(isMailAddress(bad)).toBe(false)
  })
})

it("a machine that opens links is told from a person (S3)", () => {
  const person = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148"
  expect(looksLikeScanner(person)).toBe(false)
  for (const machine of [
    undefined,
    "",
    "curl/8",
    "Mozilla/5.0 (compatible; Googlebot/2.1)",
    "BarracudaCentral scanner",
  ])
    expect(looksLikeScanner(machine)).toBe(true)
})

it("a mail failure survives the words others wrap around it", () => {
  const wrapped = `Failed to send notification with id noti_1:\n${mailFailureText("deferred", "EENVELOPE 450")}`
  expect(readMailFailure(wrapped)).toBe("deferred")
  expect(readMailFailure("something else")).toBeNull()
})

describe("may this message go", () => {
  const fine: SendQuestion = {
    consent: "opt_in",
    answer: "yes",
    topic: "marketing",
    address_kind: "email",
    address: "ada@example.test",
    known: true,
    deleted: false,
    suppressed: false,
    expired: false,
    stopped: null,
    has_content: true,
  }
  const reason = (change: Partial<SendQuestion>) => refusalOf({ ...fine, ...change })?.reason ?? null

  it("asks for a yes, or for no no, as the channel wants it (S25)", () => {
    expect(reason({})).toBeNull()
    for (const answer of [undefined, "no", "pending"] as const) expect(reason({ answer })).toBe("no_consent")
    expect(reason({ consent: "opt_out", answer: undefined })).toBeNull()
    expect(reason({ consent: "opt_out", answer: "no" })).toBe("no_consent")
    expect(reason({ consent: "none", answer: "no" })).toBeNull()
  })
  it("lets a notice pass without consent, never past a suppression", () => {
    expect(reason({ topic: "notice", answer: "no" })).toBeNull()
    expect(reason({ topic: "notice", suppressed: true })).toBe("suppressed")
  })
  it("names what is in the way", () => {
    expect(reason({ deleted: true })).toBe("customer_deleted")
    expect(reason({ address: null })).toBe("no_address")
    expect(reason({ address: "a@b, c@d" })).toBe("bad_address")
    expect(reason({ has_content: false })).toBe("no_content")
    expect(refusalOf({ ...fine, stopped: "plan_ended" })).toEqual({
      state: "cancelled",
      reason: "plan_ended",
    })
    expect(refusalOf({ ...fine, expired: true })).toEqual({ state: "cancelled", reason: "expired" })
  })
})
