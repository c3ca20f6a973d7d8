import { asRunnable } from "../../extension/kind"
import { webhook } from "."

const kind = asRunnable(webhook)
const settings = kind.settings.parse({
  url: "https://crm.example/hook?key=1",
  data: [{ name: "stage", value: "warm" }],
})

describe("a webhook (C8)", () => {
  it("asks for one call, and shows the host but no key of the address", () => {
    expect(kind.run({ settings } as never)).toEqual({
      do: "go",
      port: "out",
      intents: [
        {
          type: "webhook",
          url: "https://crm.example/hook?key=1",
          with_email: false,
          data: { stage: "warm" },
        },
      ],
    })
    expect(kind.summary(settings).en).toBe("Tells crm.example of the person")
  })

  it("refuses an address that must not be sent to, and a value named twice", () => {
    const check = (given: object, allowed: boolean) =>
      kind.check!({ settings: kind.settings.parse(given), path: "s", exists: () => allowed }).map(
        (p) => `${p.code} ${p.path}`,
      )
    expect(check(settings, true)).toEqual([])
    expect(check({ url: "http://169.254.169.254/" }, false)).toEqual(["webhook/url s.url"])
    const one = { name: "a", value: "1" }
    expect(check({ url: "https://x.example", data: [one, one] }, true)).toEqual([
      "webhook/twice s.data.1.name",
    ])
  })
})
