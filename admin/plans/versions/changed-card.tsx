import { Text } from "@medusajs/ui"
import type { Drawn } from "../../../src/core/canvas/difference"
import type { CatalogueKind } from "../../api/catalogue"
import { ChangeBadge } from "../../canvas/change-mark"
import { useText } from "../../i18n/use-text"
import { Summary } from "../../kinds/summary"
import { CardDifference } from "./card-difference"

/** One card of two states of a plan: what it said and says, or that it came or went. */
export function ChangedCard({
  id,
  before,
  after,
  kinds,
}: {
  id: string
  before: Drawn | null
  after: Drawn
  kinds: CatalogueKind[]
}) {
  const { t } = useText()
  const [was, is] = [before, after].map((state) => state?.canvas.nodes.find((node) => node.id === id))
  const shown = is ?? was
  const kind = kinds.find((one) => one.id === shown?.kind)
  if (!shown) return null
  const change = before === null || (was && is) ? null : is ? "added" : "removed"
  return (
    <div className="flex flex-col gap-y-3">
      <Text size="small" className="break-words">
        <Summary node={shown} kind={kind} />
      </Text>
      {change ? (
        <div className="flex items-start gap-x-2">
          <ChangeBadge change={change} />
          <Text size="small" className="text-ui-fg-subtle">
            {t(change === "added" ? "plans.difference.isNew" : "plans.difference.isGone")}
          </Text>
        </div>
      ) : null}
      {was && is ? (
        <CardDifference
          before={was}
          after={is}
          kind={kind}
          titles={[t("plans.difference.before"), t("plans.difference.after")]}
          none={t("plans.difference.unchanged")}
        />
      ) : null}
    </div>
  )
}
