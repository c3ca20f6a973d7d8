import { own } from "../../../core/own"
import type { FieldDefinition } from "../../../extension/field"
import type { Registry } from "../../../extension/registry"
import { type Attribute, attributeField, consentTo, moneyFields } from "../../../fields"
import type { Database, Sql } from "../database"
import type { MarketingOptions } from "../options"

export type Catalogue = {
  find: (id: string) => FieldDefinition | undefined
  /** All of them, in the order of the palette. */
  list: () => FieldDefinition[]
}
export type ReadCatalogue = ReturnType<typeof readCatalogue>

type Parts = { database: Database; registry: Registry; options: MarketingOptions }

/**
 * The fields of this store: those registered, and those that its channels, currencies and custom attributes bring. With
 * `facts`, what is not needed to find these is not read.
 */
export const readCatalogue =
  ({ database, registry, options }: Parts) =>
  async (sql: Sql = database, facts?: string[]): Promise<Catalogue> => {
    const consents = [...registry.channels.values()]
      .filter((channel) => channel.consent !== "none")
      .map((channel) => consentTo(channel.id, channel.label))
    const plain = new Map([...registry.fields.values(), ...consents].map((field) => [field.id, field]))
    // A field that stands for a condition may lead to any other field.
    const isEnough = (id: string) => (plain.has(id) && !plain.get(id)?.as_condition) || moneyField(id)
    const attributes = facts?.every(isEnough) ? [] : await readAttributes(sql)
    const byKey = new Map(attributes.map((attribute) => [attribute.key, attributeField(attribute)]))
    return {
      find: (id) => plain.get(id) ?? moneyField(id) ?? byKey.get(attributeKey(id)),
      list: () => [
        ...plain.values(),
        ...Object.keys(options.point_value).flatMap((currency) =>
          Object.values(moneyFields).map((make) => make(currency)),
        ),
        ...byKey.values(),
      ],
    }
  }

const readAttributes = (sql: Sql): Promise<Attribute[]> =>
  sql.rows("select key, type, label, choices from marketing_attribute order by key")

/** Any currency may be asked for; orders in it need not exist yet. */
function moneyField(id: string): FieldDefinition | undefined {
  const [, what = "", currency = ""] = /^([a-z_]+\.[a-z_]+)\.([a-z]{3})$/.exec(id) ?? []
  return own(moneyFields, what)?.(currency)
}

/** Files say `profile.<column>`, the catalogue `profile.attributes.<key>`: both are understood. */
const attributeKey = (id: string): string => id.replace(/^profile\.(attributes\.)?/, "")
