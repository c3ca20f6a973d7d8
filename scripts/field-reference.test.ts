import path from "node:path"
import { channels } from "../src/channels"
import { attributeField, consentTo, fields, moneyFields } from "../src/fields"
import { fieldReference } from "./field-reference"

const catalogue = [
  ...fields,
  ...Object.values(moneyFields).map((make) => make("eur")),
  ...channels
    .filter((channel) => channel.consent !== "none")
    .map((channel) => consentTo(channel.id, channel.label)),
  ...(["text", "number", "boolean", "date", "choice", "choices"] as const).map((type) =>
    attributeField({
      key: `your_${type}`,
      type,
      label: { en: `An attribute of your own (${type})`, zhCN: "自定义属性" },
    }),
  ),
]

describe("the reference of fields", () => {
  it("is as the catalogue is; `npm run fields` writes it anew", async () => {
    await expect(fieldReference(catalogue)).toMatchFileSnapshot(path.resolve(__dirname, "../docs/FIELDS.md"))
  })

  it("names every field once", () => {
    const text = fieldReference(catalogue)
    for (const { id } of catalogue) expect(text.split(`| \`${id}\` |`)).toHaveLength(2)
  })
})
