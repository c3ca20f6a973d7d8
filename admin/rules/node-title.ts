import { MESSAGE_OUTCOMES } from "../../src/core/rules/outcomes"
import type { CatalogueField } from "../api/catalogue"
import { useText } from "../i18n/use-text"
import { useEventName } from "./event-name"
import { fieldOf } from "./field-of"
import type { Condition } from "./rule"
import { conditionsIn, isGroupNode, type RuleNode } from "./tree"

/** A condition or group in two words: what it is about. */
export function useNodeTitle(fields: CatalogueField[]) {
  const { t, label } = useText()
  const eventName = useEventName()
  const titleOf = (condition: Condition): string => {
    if ("did" in condition) return eventName(condition.did)
    if ("in_segment" in condition) return t("rules.inSegment")
    if ("outcome" in condition)
      return t(
        condition.plan === undefined && MESSAGE_OUTCOMES.includes(condition.outcome)
          ? "rules.ofMessages"
          : "rules.inPlan",
      )
    if ("holds" in condition) return t("rules.holdsCoupon")
    const field = fieldOf(fields, condition.fact)
    return field ? label(field.label) : condition.fact
  }
  return (node: RuleNode): string =>
    isGroupNode(node)
      ? `${t(`rules.modes.${node.mode}`)} · ${t("rules.conditionCount", { count: conditionsIn(node) })}`
      : titleOf(node.condition)
}
