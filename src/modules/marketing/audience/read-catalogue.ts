import { own } from "../../../core/own"
import type { FieldDefinition } from "../../../extension/field"
import type { Registry } from "../../../extension/registry"
import { type Attribute, attributeField, consentTo, expiringIn, moneyFields } from "../../../fields"
import type { Database, Sql } from "../database"
import type { ReadCurrencies } from "./read-currencies"

export type Catalogue = {
  find: (id: string) => FieldDefinition | undefined
  /** All of them, in the order of the palette. */
  list: () => Promise<FieldDefinition[]>
}
export type ReadCatalogue = ReturnType<typeof readCatalogue>

type Parts = { database: Database; registry: Registry; readCurrencies: ReadCurrencies }

/**
 * The fields of this store: those registered, and those that its channels, currencies and custom attributes bring. With
 * `facts`, what is not needed to find these is not read.
 */
export const readCatalogue =
  ({ database, registry, readCurrencies }: Parts) =>
  async (sql: Sql = database, facts?: string[]): Promise<Catalogue> => {
    const consents = [...registry.channels.values()]
      .filter((channel) => channel.consent !== "none")
      .map((channel) => consentTo(channel.id, channel.label))
    const plain = new Map([...registry.fields.values(), ...consents].map((field) => [field.id, field]))
    // A field that stands for a condition may lead to any other field.
    const isEnough = (id: string) =>
      (plain.has(id) && !plain.get(id)?.as_condition) || moneyField(id) || daysField(id)
    const attributes = facts?.every(isEnough) ? [] : await readAttributes(sql)
    const byKey = new Map(attributes.map((attribute) => [attribute.key, attributeField(attribute)]))
    return {
      find: (id) => plain.get(id) ?? moneyField(id) ?? daysField(id) ?? byKey.get(attributeKey(id)),
      list: async () => [
        ...plain.values(),
        ...(await readCurrencies()).flatMap((currency) =>
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

/** The palette has one of them; any number of days may be asked for. */
function daysField(id: string): FieldDefinition | undefined {
  const [, days] = /^points\.expiring_in_(\d{1,4})_days$/.exec(id) ?? []
  return days === undefined ? undefined : expiringIn(Number(days))
}

/** Files say `profile.<column>`, the catalogue `profile.attributes.<key>`: both are understood. */
const attributeKey = (id: string): string => id.replace(/^profile\.(attributes\.)?/, "")
