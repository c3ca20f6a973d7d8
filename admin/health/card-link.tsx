import { Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { useKinds } from "../api/catalogue"
import type { NamedCard } from "../api/health"
import { useText } from "../i18n/use-text"

/** A card as merchants call it: by its name, else by what it is. */
export function useCardName() {
  const { label } = useText()
  const kinds = useKinds().data?.kinds ?? []
  return ({ node, name, kind }: Pick<NamedCard, "node" | "name" | "kind">): string =>
    name ?? (label(kinds.find(({ id }) => id === kind)?.label) || kind || node)
}

/** A card and its plan, which it leads to. */
export function CardLink({ card }: { card: NamedCard }) {
  const nameOf = useCardName()
  return (
    <div className="flex min-w-[160px] max-w-[280px] flex-col py-2">
      <Link
        to={`/marketing/plans/${card.plan.id}?tab=canvas`}
        className="text-ui-fg-base hover:text-ui-fg-interactive truncate font-medium"
      >
        {card.plan.name}
      </Link>
      <Text size="xsmall" leading="compact" className="text-ui-fg-subtle truncate">
        {nameOf(card)}
      </Text>
    </div>
  )
}
