import { useQuery } from "@tanstack/react-query"
import { get } from "../api/client"
import { useText } from "../i18n/use-text"

type User = { id: string; email: string; first_name: string | null; last_name: string | null }

/** Everybody of the staff. */
export const useUsers = () =>
  useQuery({
    queryKey: ["marketing", "users"],
    queryFn: ({ signal }) =>
      get<{ users: User[] }>("/admin/users", { limit: 200, fields: "id,email,first_name,last_name" }, signal),
    staleTime: 10 * 60_000,
  })

export const userName = ({ first_name, last_name, email }: User): string =>
  [first_name, last_name].filter(Boolean).join(" ") || email

/** People of the staff by id; what the plugin did by itself has no user. */
export function useUserNames() {
  const { t } = useText()
  const users = useUsers()
  return (id: string | null | undefined): string => {
    if (!id) return t("page.system")
    const user = users.data?.users.find((u) => u.id === id)
    return user ? userName(user) : id
  }
}
