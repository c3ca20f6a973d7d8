/** What every list answers, besides its things. */
export type Page = { count: number; offset: number; limit: number }

export type ListAsk = {
  q?: string
  offset?: number
  limit?: number
  order?: string
} & Record<string, string | number | string[] | undefined>
