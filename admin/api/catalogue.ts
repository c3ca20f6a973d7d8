import { useQuery } from "@tanstack/react-query"
import type { Labels } from "../i18n/use-text"
import { get } from "./client"

export type FieldType = "text" | "number" | "money" | "boolean" | "choice" | "choices" | "date"
export type Choice = { value: string; label: Labels }

export type CatalogueField = {
  id: string
  family: string
  label: Labels
  explanation?: Labels | null
  type: FieldType
  unit?: Labels
  choices?: Choice[]
  /** Its values are ids of these. */
  ids_of?: "stock_location" | "customer_group" | "sales_channel"
  /** Of money: what its amounts are in. */
  currency?: string
  /** Of a field that there is for any number of days: `{}` stands for the number in its id and label. */
  for_days?: { days: number; least: number; most: number; id: string; label: Labels }
  /** Of a date: a day of the calendar and no moment. */
  day?: boolean
  operators?: string[]
  unavailable?: Labels | null
}

/** Just enough of JSON schema to draw a form. */
export type JsonSchema = {
  type?: string | string[]
  title?: string
  description?: string
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  enum?: unknown[]
  const?: unknown
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  default?: unknown
  format?: string
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  exclusiveMaximum?: number
  minItems?: number
  maxItems?: number
  maxLength?: number
  /** What a kind says for its form beyond the schema (src/extension/form.ts). */
  form?: {
    label?: Labels
    hint?: Labels
    choices?: Record<string, Labels>
    control?: string
    only?: { when: string; is: string[] }
  }
}

export type Port = { id: string; label: Labels }

export type CatalogueKind = {
  id: string
  group: string
  icon: string
  label: Labels
  explanation?: Labels | null
  settings: JsonSchema
  /** Null where they depend on the settings. */
  ports?: Port[] | null
  /** Names of the ways in; null where they depend on the settings. */
  inputs?: string[] | null
  entry?: boolean
  available?: boolean
  unavailable?: Labels | null
}

export type CatalogueChannel = {
  id: string
  icon: string
  label: Labels
  explanation?: Labels | null
  content: JsonSchema
  templates: Record<string, "html" | "text" | "header">
  address: "email" | "phone" | "account" | "none"
  consent: "opt_in" | "opt_out" | "none"
  available?: boolean
  unavailable?: Labels | null
}

export type CatalogueBenefit = {
  id: string
  icon: string
  label: Labels
  explanation?: Labels | null
  settings: JsonSchema
}

// The catalogues change only when the server is started anew.
const still = { staleTime: 5 * 60_000 }

export const useFields = () =>
  useQuery({
    queryKey: ["marketing", "fields"],
    queryFn: ({ signal }) => get<{ fields: CatalogueField[] }>("/admin/marketing/fields", {}, signal),
    ...still,
  })

export type FieldValues = {
  values: { value: string; count: number }[]
  /** Of a date: days of the calendar. */
  spread: { min: number | string; median: number | string; max: number | string } | null
}

/** How the values of a field are spread over this store's customers. */
export const useFieldValues = (id: string, enabled = true) =>
  useQuery({
    queryKey: ["marketing", "fields", id, "values"],
    queryFn: ({ signal }) => get<FieldValues>(`/admin/marketing/fields/${id}/values`, {}, signal),
    enabled,
    ...still,
  })

export type EventName = { name: string; built_in: boolean; seen: boolean }

/** What a rule can ask whether somebody did; new names come in while the store runs. */
export const useEvents = () =>
  useQuery({
    queryKey: ["marketing", "events"],
    queryFn: ({ signal }) => get<{ events: EventName[] }>("/admin/marketing/events", {}, signal),
    staleTime: 60_000,
  })

export const useKinds = () =>
  useQuery({
    queryKey: ["marketing", "kinds"],
    queryFn: ({ signal }) => get<{ kinds: CatalogueKind[] }>("/admin/marketing/kinds", {}, signal),
    ...still,
  })

export const useChannels = () =>
  useQuery({
    queryKey: ["marketing", "channels"],
    queryFn: ({ signal }) => get<{ channels: CatalogueChannel[] }>("/admin/marketing/channels", {}, signal),
    ...still,
  })

/** Those whose messages leave the store: what stays in its own inbox is neither limited nor counted. */
export const useLeavingChannels = () =>
  (useChannels().data?.channels ?? []).filter(({ address }) => address === "email" || address === "phone")

export const useBenefits = () =>
  useQuery({
    queryKey: ["marketing", "benefits"],
    queryFn: ({ signal }) => get<{ benefits: CatalogueBenefit[] }>("/admin/marketing/benefits", {}, signal),
    ...still,
  })
