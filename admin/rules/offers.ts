import { useContext, useMemo } from "react"
import { knownEvent } from "../../src/core/rules/events"
import { type CatalogueField, useEvents } from "../api/catalogue"
import { useText } from "../i18n/use-text"
import { EarlierCardsContext } from "./earlier-cards"
import { useEventName } from "./event-name"
import { KNOWN_EVENTS } from "./events"
import { firstOperator, firstValue, shapeOf } from "./operators"
import type { Condition } from "./rule"

/** Something one can ask about a customer. `why` says what to do first where the store has none of it yet. */
export type ConditionOffer = {
  key: string
  family: string
  name: string
  hint?: string
  why?: string
  /** What to do first, of what can be asked for all the same: people write rules before the storefront tells anything. */
  lacks?: string
  /** Everything it may be searched by, in any language. */
  words: string
  make: () => Condition
}

/** Everything that can be asked about a customer of this store: behaviour, facts, and what marketing itself knows. */
export function useConditionOffers(fields: CatalogueField[]): ConditionOffer[] {
  const { t, label } = useText()
  const eventName = useEventName()
  const seen = useEvents().data?.events
  const earlier = useContext(EarlierCardsContext)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the texts change with the language, and so does `t`
  return useMemo(() => {
    const offer = (given: Omit<ConditionOffer, "words">, ...words: string[]): ConditionOffer => ({
      ...given,
      words: [given.name, given.hint ?? "", given.key, given.family, ...words].join(" ").toLowerCase(),
    })
    const unseen = new Set((seen ?? []).flatMap((event) => (event.seen ? [] : event.name)))
    const known = KNOWN_EVENTS.map(({ name, hint, told_by }) =>
      offer({
        key: `did ${name}`,
        family: t("rules.families.behaviour"),
        name: eventName(name),
        hint: label(hint),
        lacks: told_by === "storefront" && unseen.has(name) ? t("rules.unseenEvent", { name }) : undefined,
        make: () => ({ did: name }),
      }),
    )
    const own = (seen ?? [])
      .filter(({ name }) => !KNOWN_EVENTS.some((event) => event.name === name))
      .map(({ name }) =>
        offer({
          key: `did ${name}`,
          family: t(knownEvent(name) ? "rules.families.behaviour" : "rules.families.ownEvent"),
          name: eventName(name),
          make: () => ({ did: name }),
        }),
      )
    const facts = fields.map((field) =>
      offer(
        {
          key: field.id,
          family: t(`rules.families.${field.family}`, { defaultValue: field.family }),
          name: label(field.label),
          hint: field.explanation ? label(field.explanation) : undefined,
          why: field.unavailable ? label(field.unavailable) : undefined,
          make: () => firstCondition(field),
        },
        field.label.en,
        field.label.zhCN ?? "",
        ...(field.choices ?? []).map((choice) => label(choice.label)),
      ),
    )
    const other = (key: string, name: string, make: () => Condition) =>
      offer({ key, family: t("rules.families.other"), name, make })
    const card = earlier?.cards.find(({ tells }) => tells)
    const ofCards =
      earlier && card
        ? [
            other("card", t("rules.ofEarlierCard"), () => ({
              ...{ plan: earlier.plan, outcome: "received" as const, node: card.id },
            })),
          ]
        : []
    return [
      ...ofCards,
      ...known,
      ...own,
      ...facts,
      other("in_segment", t("rules.inSegment"), () => ({ in_segment: "" })),
      other("outcome", t("rules.ofMessages"), () => ({
        ...{ outcome: "opened" as const, window: { last: { days: 30 } } },
      })),
      other("plan", t("rules.inPlan"), () => ({ outcome: "entered" })),
      other("holds", t("rules.holdsCoupon"), () => ({ holds: "coupon", state: "usable" })),
    ]
  }, [fields, seen, earlier, t])
}

/** Those that hold every word typed; first the ones whose name begins so, then those whose name holds it, then the rest. */
export function fitting(offers: ConditionOffer[], typed: string): ConditionOffer[] {
  const text = typed.trim().toLowerCase()
  const words = text.split(/\s+/).filter(Boolean)
  const rank = ({ name, why }: ConditionOffer): number => {
    const own = name.toLowerCase()
    return (own.startsWith(text) ? 0 : own.includes(text) ? 1 : 2) + (why ? 3 : 0)
  }
  const found = offers.filter((offer) => words.every((word) => offer.words.includes(word)))
  return text === "" ? found : byFamily(found.sort((a, b) => rank(a) - rank(b)))
}

/** Each family once, in the order of its best. */
const byFamily = (offers: ConditionOffer[]): ConditionOffer[] => {
  const families = [...new Set(offers.map((offer) => offer.family))]
  return families.flatMap((family) => offers.filter((offer) => offer.family === family))
}

function firstCondition(field: CatalogueField): Condition {
  const op = firstOperator(field)
  const value = firstValue(shapeOf(field.type, op))
  return value === undefined ? { fact: field.id, op } : { fact: field.id, op, value }
}
