import { Button, Text } from "@medusajs/ui"
import { useState } from "react"
import { useText } from "../i18n/use-text"

const AT_A_TIME = 50
/** The server gives no more at once. */
const MOST = 1000

/** How many of a list are asked for, newest first; `more` asks for some more of them. */
export function useSome() {
  const [limit, setLimit] = useState(AT_A_TIME)
  return { limit, more: () => setLimit(Math.min(MOST, limit + AT_A_TIME)) }
}

/** Says that there is more than is shown, and shows it; nothing where all is there. */
export function ShowMore({ shown, count, more }: { shown: number; count: number; more: () => void }) {
  const { t, number } = useText()
  if (shown >= count) return null
  return (
    <div className="flex items-center justify-between gap-4 border-t px-6 py-3">
      <Text size="small" className="text-ui-fg-subtle">
        {t("page.newestOf", { shown: number(shown), all: number(count) })}
      </Text>
      {shown < MOST ? (
        <Button size="small" variant="secondary" onClick={more}>
          {t("page.showMore")}
        </Button>
      ) : null}
    </div>
  )
}
