import { Refused } from "../../../core/problem"
import { referencesIn } from "../../../core/rules/check"
import { describeRule as describe } from "../../../core/rules/describe"
import { WORDS } from "../../../core/rules/describe-words"
import { STILL_MEANT } from "../../../core/rules/problems"
import type { Rule } from "../../../core/rules/schema"
import { segmentsIn } from "../../../core/rules/segments"
import type { Labels, Language } from "../../../extension/labels"
import type { Registry } from "../../../extension/registry"
import type { ReadShopNames } from "../commerce/read-shop-names"
import type { Database } from "../database"
import type { CheckRule } from "./check-rule"
import type { ReadCatalogue } from "./read-catalogue"
import { namesOf } from "./store/references"

export type DescribeRule = ReturnType<typeof describeRule>
type Parts = {
  database: Database
  checkRule: CheckRule
  readCatalogue: ReadCatalogue
  readShopNames: ReadShopNames
  registry: Registry
}

/**
 * A rule as a plain sentence, with the names of what it refers to; the rule of an old plan may name things that are gone
 * by now. Throws Refused.
 */
export const describeRule =
  ({ database, checkRule, readCatalogue, readShopNames, registry }: Parts) =>
  async ({
    rule: given,
    language = "en",
    cards = {},
  }: {
    rule: unknown
    language?: Language
    /** What cards of the plan that is being drawn are called there, by id. */
    cards?: Record<string, string>
  }): Promise<{ text: string }> => {
    const { problems } = await checkRule({ rule: given, in_canvas: true })
    const wrong = problems.filter(({ code }) => code !== "rule/missing" && !STILL_MEANT.includes(code))
    if (wrong.length > 0) throw new Refused(wrong)
    const rule = given as Rule
    const catalogue = await readCatalogue()
    const asked = { ...referencesIn(rule, catalogue.find), segment: segmentsIn(rule) }
    const names = new Map([...(await namesOf(database, asked)), ...(await readShopNames(asked))])
    const name = (thing: string, id: string) => {
      if (thing === "channel") return inLanguage(registry.channels.get(id)?.label, language) ?? id
      const known = names.get(`${thing} ${id}`)
      return known?.deleted ? WORDS[language].deleted(known.name) : (known?.name ?? id)
    }
    const card = (id: string) => (Object.hasOwn(cards, id) ? cards[id] : undefined)
    return { text: describe(rule, { language, field: catalogue.find, name, card }) }
  }

const inLanguage = (label: Labels | undefined, language: Language): string | undefined =>
  label?.[language] ?? label?.en
