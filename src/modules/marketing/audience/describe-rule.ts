import { referencesIn } from "../../../core/rules/check"
import { describeRule as describe } from "../../../core/rules/describe"
import type { Language } from "../../../extension/labels"
import type { Database } from "../database"
import { acceptRule } from "./accept-rule"
import type { CheckRule } from "./check-rule"
import type { ReadCatalogue } from "./read-catalogue"
import { reachedSegments } from "./rule-surroundings"
import { namesOf } from "./store/references"

type Parts = { database: Database; checkRule: CheckRule; readCatalogue: ReadCatalogue }

/** A rule as a plain sentence, with the names of what it refers to. Throws Refused. */
export const describeRule =
  ({ database, checkRule, readCatalogue }: Parts) =>
  async ({
    rule: given,
    language = "en",
  }: {
    rule: unknown
    language?: Language
  }): Promise<{ text: string }> => {
    const rule = await acceptRule(checkRule, { rule: given, in_canvas: true })
    const segments = await reachedSegments(database, [rule])
    const names = await namesOf(database, referencesIn(rule))
    const catalogue = await readCatalogue()
    const name = (thing: string, id: string) =>
      (thing === "segment" ? segments.get(id)?.name : names.get(`${thing} ${id}`)) ?? id
    return { text: describe(rule, { language, field: catalogue.find, name }) }
  }
