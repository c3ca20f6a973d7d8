import { Missing, type Problem, Refused } from "../../../core/problem"
import type { Rule } from "../../../core/rules/schema"
import type { Labels, Language } from "../../../extension/labels"
import type { Registry } from "../../../extension/registry"
import type { AnySegmentTemplate, TemplateThing, TemplateValues } from "../../../extension/segment-template"
import type { ReadStoreCurrency } from "../commerce/read-store-currency"
import type { Database } from "../database"
import { refuse } from "../template-problems"
import { asksForThings, readTemplateValues } from "../template-values"
import { acceptRule, inRule } from "./accept-rule"
import type { CheckRule } from "./check-rule"
import type { DescribeRule } from "./describe-rule"
import type { Preview, PreviewRule } from "./preview-rule"
import { whatExists } from "./store/references"

export type FillSegmentTemplate = ReturnType<typeof fillSegmentTemplate>
type Given = { template_id: string; values?: Record<string, unknown> }
type Parts = {
  registry: Registry
  database: Database
  checkRule: CheckRule
  readStoreCurrency: ReadStoreCurrency
}

/**
 * A template with its values filled in (defaults for those left out): an ordinary rule, and a name for the segment that
 * is made of it. Throws Missing; Refused with the path of each wrong value.
 */
export const fillSegmentTemplate =
  ({ registry, database, checkRule, readStoreCurrency }: Parts) =>
  async ({ template_id, values: given = {} }: Given): Promise<{ rule: Rule; name: Labels }> => {
    const template = registry.segmentTemplates.get(template_id)
    if (!template) throw new Missing("segment template", template_id)
    const { values, problems } = readTemplateValues(template, given, await readStoreCurrency())
    if (problems.length === 0) problems.push(...(await missingThings(database, template, values)))
    if (problems.length > 0) throw new Refused(problems)
    const rule = await acceptRule(checkRule, { rule: template.rule(values) }, { place: inRule })
    return { rule, name: template.label }
  }

/** What was chosen and is not there, at its own value and not somewhere in the rule. */
async function missingThings(
  database: Database,
  template: AnySegmentTemplate,
  values: TemplateValues,
): Promise<Problem[]> {
  const chosen = template.parameters
    .filter(asksForThings)
    .flatMap(({ id, type }) =>
      (values[id] as string[]).map((thing, at) => ({ type, thing, path: `values.${id}.${at}` })),
    )
  const of = (type: TemplateThing) => chosen.filter((one) => one.type === type).map((one) => one.thing)
  const there = await whatExists(database, {
    product: of("product"),
    coupon_template: of("coupon_template"),
    segment: of("segment"),
    plan: [],
  })
  return (
    chosen
      // The others are the core's.
      .filter(({ type }) => type === "product" || type === "coupon_template" || type === "segment")
      .filter(({ type, thing }) => !there.has(`${type} ${thing}`))
      .map(({ thing, path }) => refuse("template/missing", path, { id: thing }))
  )
}

/** Who a filled-in template would mean now, and its rule as a sentence. Throws Missing and Refused. */
export const previewSegmentTemplate =
  (parts: {
    fillSegmentTemplate: FillSegmentTemplate
    previewRule: PreviewRule
    describeRule: DescribeRule
  }) =>
  async ({
    language,
    ...given
  }: Given & { language?: Language }): Promise<Preview & { rule: Rule; name: Labels; text: string }> => {
    const { rule, name } = await parts.fillSegmentTemplate(given)
    const { text } = await parts.describeRule({ rule, language })
    return { ...(await parts.previewRule({ rule })), rule, name, text }
  }
