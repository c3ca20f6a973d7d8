import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type { AttributeType, AttributeValue } from "../../src/core/profile/attribute-type"
import { get, post } from "./client"

export type { AttributeType, AttributeValue }

/** What a custom attribute of profiles holds; `choices`: what may be chosen, null: anything. */
export type Attribute = {
  key: string
  type: AttributeType
  label: { en?: string; zhCN?: string }
  choices: string[] | null
  /** Shoppers may say it themselves. */
  by_shopper: boolean
}

const room = ["marketing", "attributes"] as const

export const useAttributes = () =>
  useQuery({
    queryKey: room,
    queryFn: ({ signal }) => get<{ attributes: Attribute[] }>("/admin/marketing/attributes", {}, signal),
  })

type Draft = Omit<Attribute, "choices"> & { choices?: string[] }

/** Makes an attribute, or changes the name and choices of the one with `key`. */
export const useSaveAttribute = (key?: string) => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ key: made, type, ...change }: Draft) =>
      post<{ attribute: Attribute }>(
        `/admin/marketing/attributes${key ? `/${encodeURIComponent(key)}` : ""}`,
        key ? change : { key: made, type, ...change },
      ),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: room }),
        queries.invalidateQueries({ queryKey: ["marketing", "fields"] }),
      ]),
  })
}
