import { Hint, Input, Switch, Textarea } from "@medusajs/ui"
import type { ReactNode } from "react"
import type { Problem } from "../../src/core/problem"
import type { JsonSchema } from "../api/catalogue"
import { useText } from "../i18n/use-text"
import { useProblemText } from "../page/problem-text"
import { problemsAt } from "../rules/rule"
import { Choose } from "./choose"
import { FormList } from "./form-list"
import { isSaidByInput, NumberInput } from "./inputs"
import { controlFor, MADE, plain, startOf } from "./json-schema"
import { Labelled } from "./labelled"
import { usePropertyLabel } from "./property-label"
import { Several } from "./several"
import { TextsInput } from "./texts-input"

export type Values = Record<string, unknown>
/** Replaces the control of one property, e.g. an id by a picker; `onValues` changes others of the form with it. */
export type CustomControls = Record<
  string,
  (props: {
    id: string
    value: unknown
    onChange: (value: unknown) => void
    values: Values
    onValues: (values: Values) => void
    needed: boolean
  }) => ReactNode
>

/** A form drawn from a kind's, benefit's or channel's own schema: what a developer adds needs no page of ours. */
export function SchemaForm({
  schema,
  values,
  onChange,
  problems = [],
  path = "",
  custom = {},
}: {
  schema: JsonSchema
  values: Values
  onChange: (values: Values) => void
  problems?: Problem[]
  path?: string
  custom?: CustomControls
}) {
  return (
    <div className="flex flex-col gap-y-4">
      {Object.entries(schema.properties ?? {}).map(([key, part]) =>
        part.form?.control === MADE || !isAsked(part, values) ? null : (
          <Property
            key={key}
            name={key}
            schema={part}
            needed={schema.required?.includes(key) ?? false}
            value={values[key]}
            values={values}
            onChange={(value) => onChange({ ...values, [key]: value })}
            onValues={onChange}
            path={path ? `${path}.${key}` : key}
            problems={problemsAt(problems, path ? `${path}.${key}` : key)}
            custom={custom}
          />
        ),
      )}
    </div>
  )
}

const isAsked = ({ form }: JsonSchema, values: Values): boolean =>
  !form?.only || form.only.is.includes(String(values[form.only.when]))

/** Their parts show their problems themselves. */
const NESTING = new Set<string>(["nested", "list"])

function Property({
  name,
  schema,
  needed,
  value,
  values,
  onChange,
  onValues,
  problems,
  path,
  custom,
}: {
  name: string
  schema: JsonSchema
  needed: boolean
  value: unknown
  values: Values
  onChange: (value: unknown) => void
  onValues: (values: Values) => void
  problems: Problem[]
  path: string
  custom: CustomControls
}) {
  const { label: labelled } = useText()
  const label = usePropertyLabel()(name, schema)
  const textOf = useProblemText()
  // A control by the property's name, or the one that its kind asks for wherever it stands.
  const own = custom[name] ?? custom[`control:${schema.form?.control}`]
  // A nested form shows its problems at its own fields.
  const here = NESTING.has(controlFor(schema)) && !own ? [] : problems.filter((one) => !isSaidByInput(one))
  return (
    <Labelled
      label={label}
      // What has a value to begin with needs no word about it.
      optional={!needed && schema.default === undefined}
      wrong={here.map((problem) => (
        <Hint key={`${problem.code} ${problem.path}`} variant="error">
          {textOf(problem, true)}
        </Hint>
      ))}
      hint={labelled(schema.form?.hint) || schema.description}
    >
      {(id) =>
        own ? (
          own({ id, value, onChange, values, onValues, needed })
        ) : (
          <Field
            id={id}
            label={label}
            schema={schema}
            needed={needed}
            value={value}
            onChange={onChange}
            problems={problems}
            path={path}
            custom={custom}
          />
        )
      }
    </Labelled>
  )
}

function Field({
  id,
  label,
  schema: given,
  needed,
  value,
  onChange,
  problems,
  path,
  custom,
}: {
  id: string
  label: string
  schema: JsonSchema
  needed: boolean
  value: unknown
  onChange: (value: unknown) => void
  problems: Problem[]
  path: string
  custom: CustomControls
}) {
  const { t, label: labelled } = useText()
  const nameOf = (one: unknown) =>
    labelled(given.form?.choices?.[String(one)]) || t(`choices.${one}`, { defaultValue: String(one) })
  const schema = plain(given)
  const text = typeof value === "string" ? value : ""
  const chosen = value ?? given.default
  const always = needed || given.default !== undefined
  switch (controlFor(given)) {
    case "long":
      return <Textarea id={id} rows={5} value={text} onChange={(e) => onChange(e.target.value)} />
    case "number":
    case "whole":
      return (
        <NumberInput
          id={id}
          className="w-40"
          whole={schema.type === "integer"}
          min={schema.minimum}
          value={typeof value === "number" || typeof value === "string" ? (value as number) : undefined}
          onChange={onChange}
        />
      )
    case "boolean":
      return <Switch id={id} checked={value === true} onCheckedChange={onChange} />
    case "choice":
      return (
        <Choose
          id={id}
          className="w-56"
          value={chosen === undefined ? undefined : String(chosen)}
          options={(schema.enum ?? []).map((one) => ({
            value: String(one),
            label: nameOf(one),
          }))}
          onChange={(next) => onChange(schema.enum?.find((one) => String(one) === next))}
        />
      )
    case "words":
      return (
        <TextsInput
          label={label}
          values={Array.isArray(value) ? value.map(String) : []}
          onChange={onChange}
        />
      )
    case "several":
      return (
        <Several
          id={id}
          options={(schema.items?.enum ?? []).map((one) => ({ value: String(one), label: nameOf(one) }))}
          values={Array.isArray(value) ? value.map(String) : []}
          onChange={onChange}
        />
      )
    case "list":
      return (
        <FormList
          items={schema.items!}
          most={schema.maxItems}
          values={Array.isArray(value) ? value : []}
          onChange={onChange}
        >
          {(one, change, place) => (
            <SchemaForm
              schema={schema.items!}
              values={one}
              onChange={change}
              problems={problems}
              path={`${path}.${place}`}
              custom={custom}
            />
          )}
        </FormList>
      )
    case "nested":
      return (
        <div className="flex flex-col gap-y-3">
          {always ? null : (
            // Left out or there: its fields say nothing while it is left out.
            <Switch
              id={id}
              checked={value !== undefined}
              onCheckedChange={(on) => onChange(on ? startOf(schema) : undefined)}
            />
          )}
          {always || value !== undefined ? (
            <div className="border-ui-border-base border-s ps-4">
              <SchemaForm
                schema={schema}
                values={(value as Values | undefined) ?? {}}
                onChange={(next) => onChange(next)}
                problems={problems}
                path={path}
                custom={custom}
              />
            </div>
          ) : null}
        </div>
      )
    case "other":
      return <JsonText id={id} value={value} onChange={onChange} />
    default:
      return <Input id={id} value={text} onChange={(e) => onChange(e.target.value)} />
  }
}

/** The last resort for a shape that no control fits: its JSON, taken when it can be read. */
function JsonText({
  id,
  value,
  onChange,
}: {
  id: string
  value: unknown
  onChange: (value: unknown) => void
}) {
  const said = value === undefined ? "" : JSON.stringify(value, null, 2)
  return (
    <Textarea
      // Another value, as after an undo, is another text.
      key={said}
      id={id}
      rows={4}
      className="font-mono"
      defaultValue={said}
      onBlur={(e) => {
        try {
          onChange(e.target.value.trim() ? JSON.parse(e.target.value) : undefined)
          e.target.setCustomValidity("")
        } catch (error) {
          e.target.setCustomValidity(String(error))
          e.target.reportValidity()
        }
      }}
    />
  )
}
