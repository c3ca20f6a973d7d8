import { useQuery } from "@tanstack/react-query"
import { get } from "../api/client"

type Store = { supported_currencies?: { currency_code: string; is_default?: boolean }[] }

/** The store's currencies, its default first. */
export function useCurrencies(): string[] {
  const stores = useQuery({
    queryKey: ["marketing", "currencies"],
    queryFn: ({ signal }) =>
      get<{ stores: Store[] }>("/admin/stores", { fields: "id,*supported_currencies" }, signal),
    staleTime: 10 * 60_000,
  })
  const supported = stores.data?.stores[0]?.supported_currencies ?? []
  const codes = [...supported]
    .sort((a, b) => Number(b.is_default ?? false) - Number(a.is_default ?? false))
    .map((c) => c.currency_code.toLowerCase())
  return codes.length > 0 ? codes : ["eur"]
}
