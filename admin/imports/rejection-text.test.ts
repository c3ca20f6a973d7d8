import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import en from "../i18n/json/en.json"
import zhCN from "../i18n/json/zhCN.json"
import { rejectionText } from "./rejection-text"

const texts = { en: en.imports.rejections, zhCN: zhCN.imports.rejections } as Record<
  string,
  Record<string, string>
>

/** What the server says of a line, and which of our texts says it in the reader's language. */
const said: [key: string, code: string, problem: string][] = [
  ["nobody", "nobody", "The line names nobody: it has no customer_id, e-mail or phone."],
  ["email", "email", '"a\\"b" is not an e-mail address.'],
  ["choice", "choice", '"??" is none of f, female, m, male.'],
  ["relation", "relation", "Say what this person is to the customer, such as child."],
  ["day", "date", '"30.02.1980" is not a day such as 1984-02-29.'],
  ["moment", "date", '"soon" is not a date and time such as 2026-03-01 14:30:00 or 2026-03-01T14:30:00Z.'],
  ["notYet", "date", '"2999-01-01" is not between 1970 and today.'],
  ["money", "money", '"12,5" is not an amount such as 12.50.'],
  ["decimals", "money", '"1.2345" has more decimals than KWD, which has 3.'],
  ["mostMoney", "money", "An amount is at most 1000000000.00."],
  ["number", "number", '"1.5" is not a whole number from 0 to 1000000.'],
  ["empty", "empty", "The line has no amount."],
  ["country", "country", "A country is two letters such as DE."],
  ["zone", "zone", "A zone is a name such as Europe/Berlin."],
  ["event", "event", "An event is a short name such as product_viewed."],
  ["eventOfStore", "event", 'Only the store\'s own records have this name: "purchase". Import orders.'],
  ["currency", "currency", '"ZZZ" is not a currency of ISO 4217 such as EUR.'],
  ["amountWithoutCurrency", "currency", "An amount needs a currency."],
  ["longValue", "long", "The value has 201 characters; at most 200."],
  ["longLine", "long", "The line is longer than 200,000 characters."],
  ["quotes", "quotes", "The quotes of this line do not close."],
  ["cells", "cells", "The line has 4 cells, the header 3."],
  ["orderLines", "order-lines", "An order has at most 1000 lines."],
  ["mostPieces", "sum", "One customer can buy at most 1000000 pieces."],
  ["mostSum", "sum", "One customer's purchases sum up to more than can be kept."],
  ["emailTaken", "email-taken", "The e-mail a@b.de belongs to customer 7 already."],
  ["refused", "refused", "The store refuses this customer: no room"],
  ["otherCustomer", "contradiction", "Order 7 belongs to another customer."],
  ["otherCurrency", "contradiction", "Order 7 is in USD."],
]

const rejected = (code: string, problem: string) =>
  rejectionText({ line: 2, column: "amount", code: `import/${code}`, problem })

describe("why a line was rejected, in the reader's language (O4)", () => {
  it.each(said)("%s", (key, code, problem) => {
    const found = rejected(code, problem)
    expect(found?.key).toBe(key)
    for (const language of ["en", "zhCN"]) {
      const needed = [...texts[language]![key]!.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!)
      expect(Object.keys(found!.values)).toEqual(expect.arrayContaining(needed))
    }
  })

  it("every reason that reading a line can give is among them", () => {
    const folder = join(__dirname, "..", "..", "src", "core", "import")
    const code = readdirSync(folder)
      .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
      .map((name) => readFileSync(join(folder, name), "utf8"))
      .join("\n")
    const codes = [...code.matchAll(/new Rejected\(\s*[^,]+,\s*"import\/([a-z-]+)"/g)].map(
      (match) => match[1]!,
    )
    const known = new Set(said.map(([, one]) => one))
    expect(codes.length).toBeGreaterThan(10)
    expect([...new Set(codes)].filter((one) => !known.has(one))).toEqual([])
  })

  it("a reason that only the server knows is shown in its words", () => {
    expect(rejected("new", "The moon is full.")).toBe(null)
  })
})
