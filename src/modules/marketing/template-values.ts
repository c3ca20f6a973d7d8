import { fromMinor, isCurrency } from "../../core/money"
import type { Problem } from "../../core/problem"
import {
  type Money,
  TEMPLATE_THINGS,
  type TemplateParameter,
  type TemplateThing,
  type TemplateValue,
  type TemplateValues,
} from "../../extension/segment-template"
import { refuse } from "./template-problems"

export type ThingsParameter = TemplateParameter & { type: TemplateThing }
type AmountParameter = TemplateParameter & { type: "amount" }
type ListParameter = ThingsParameter | (TemplateParameter & { type: "field_values" })
type TextParameter = TemplateParameter & { type: "text" }
type NumberParameter = Exclude<TemplateParameter, ListParameter | AmountParameter | TextParameter>
type Asking = { parameters: readonly TemplateParameter[] }
type Read<T> = { value: T; problems: Problem[] }

const asksForMany = (parameter: TemplateParameter): parameter is ListParameter =>
  parameter.type === "field_values" || asksForThings(parameter)

export const asksForThings = (parameter: TemplateParameter): parameter is ThingsParameter =>
  (TEMPLATE_THINGS as readonly string[]).includes(parameter.type)

/**
 * What a merchant filled in, with the defaults for what is left out. Takes any input; what is wrong is said with its path
 * below `values`.
 */
export function readTemplateValues(
  { parameters }: Asking,
  given: Record<string, unknown>,
  currency: string,
): { values: TemplateValues; problems: Problem[] } {
  const known = new Set(parameters.map((parameter) => parameter.id))
  const problems = Object.keys(given)
    .filter((id) => !known.has(id))
    .map((id) => refuse("template/unknown-value", `values.${id}`, { name: id }))
  const values: TemplateValues = {}
  for (const parameter of parameters) {
    const one = Object.hasOwn(given, parameter.id) ? given[parameter.id] : undefined
    const read = readValue(parameter, one, currency)
    values[parameter.id] = read.value
    problems.push(...read.problems)
  }
  return { values, problems }
}

/** Values that fill a template in before anybody chose: enough to see which fields and events it asks for. */
export const sampleValues = ({ parameters }: Asking, currency: string): TemplateValues =>
  Object.fromEntries(
    parameters.map((parameter) => [
      parameter.id,
      asksForMany(parameter) ? ["-"] : readValue(parameter, undefined, currency).value,
    ]),
  )

function readValue(parameter: TemplateParameter, given: unknown, currency: string): Read<TemplateValue> {
  if (asksForMany(parameter)) return readMany(parameter, given)
  if (parameter.type === "text") return readText(parameter as TextParameter, given)
  return parameter.type === "amount"
    ? readAmount(parameter, given, currency)
    : readNumber(parameter as NumberParameter, given)
}

function readText({ id, default: usual, min, max }: TextParameter, given: unknown): Read<string> {
  const value = given === undefined ? usual : given
  const fits = typeof value === "string" && value.trim().length >= min && value.length <= max
  return {
    value: value as string,
    problems: fits ? [] : [refuse("template/text", `values.${id}`, { min, max })],
  }
}

function readNumber({ id, default: usual, min, max }: NumberParameter, given: unknown): Read<number> {
  const value = given === undefined ? usual : given
  const problems = isWhole(value, min, max) ? [] : [refuse("template/number", `values.${id}`, { min, max })]
  return { value: value as number, problems }
}

function readAmount(parameter: AmountParameter, given: unknown, usual: string): Read<Money> {
  const { id, default: start, min, max } = parameter
  const path = `values.${id}`
  if (given === undefined) return { value: { amount: start, currency: usual }, problems: [] }
  const { amount, currency = usual } = (
    typeof given === "object" && given !== null ? given : { amount: given }
  ) as Partial<Money>
  const value = { amount, currency } as Money
  if (typeof currency !== "string" || !isCurrency(currency) || currency !== currency.toLowerCase())
    return { value, problems: [refuse("template/currency", `${path}.currency`)] }
  if (isWhole(amount, min, max)) return { value, problems: [] }
  const bounds = {
    min: fromMinor(min, currency),
    max: fromMinor(max, currency),
    currency: currency.toUpperCase(),
  }
  return { value, problems: [refuse("template/amount", `${path}.amount`, bounds)] }
}

function readMany(parameter: ListParameter, given: unknown): Read<string[]> {
  const { id, min, max } = parameter
  const path = `values.${id}`
  const usual = ("default" in parameter && parameter.default) || []
  const value = given === undefined ? usual : given
  if (!Array.isArray(value) || !value.every((one) => typeof one === "string" && one !== ""))
    return { value: [], problems: [refuse("template/ids", path)] }
  const chosen = [...new Set(value as string[])]
  if (chosen.length < min) return { value: chosen, problems: [refuse("template/needed", path, { min })] }
  if (chosen.length > max) return { value: chosen, problems: [refuse("template/too-many", path, { max })] }
  return { value: chosen, problems: [] }
}

const isWhole = (value: unknown, min: number, max: number): boolean =>
  Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max
