import type { Spot } from "../core/canvas/sketch"
import { sketch, way } from "../core/canvas/sketch"
import type { Rule, Window } from "../core/rules/schema"
import type { Say } from "../extension/plan-template"

type Text = [en: string, zhCN: string]
type Put = { after?: Spot | Spot[]; row?: number }

/** Paid, or only ordered: where the money is taken later, people are not asked to buy what they have ordered. */
export const bought = (window: Window): Rule => ({
  any: [
    { did: "purchase", window },
    { did: "order_placed", window },
  ],
})

/** Bought since they came in: what most plans are about. */
const BOUGHT_SINCE = bought({ since: "entered" })

export const last = (amount: number) => ({ last: { days: amount } })

/** Cards as templates use them, with words in the reader's language. */
export function cards(say: Say) {
  const { put, canvas } = sketch()
  const text = ([en, zhCN]: Text) => say({ en, zhCN })
  return {
    put,
    canvas,
    /** An e-mail with a greeting, some paragraphs and a way to unsubscribe. */
    mail: (after: Spot | Spot[], subject: Text, body: Text, { row }: Put = {}): Spot =>
      put(
        "message:email",
        {
          content: {
            subject: text(subject),
            html: [
              text([
                '<p>Dear {{ customer.first_name | default: "customer" }},</p>',
                '<p>{{ customer.first_name | default: "尊敬的客户" }}，您好！</p>',
              ]),
              `<p>${text(body)}</p>`,
              text([
                '<p><a href="{{ store.url }}">To the shop</a></p><p><a href="{{ unsubscribe_url }}">Unsubscribe</a></p>',
                '<p><a href="{{ store.url }}">前往商店</a></p><p><a href="{{ unsubscribe_url }}">退订</a></p>',
              ]),
            ].join(""),
          },
        },
        { after, row, name: text(subject) },
      ),
    wait: (after: Spot | Spot[], amount: number, unit: "hours" | "days", { row }: Put = {}): Spot =>
      put("wait", { amount, unit }, { after, row }),
    /** Those who meet the rule go on by "yes". */
    filter: (after: Spot | Spot[], name: Text, rule: Rule, { row }: Put = {}): Spot =>
      put("filter", { rule }, { after, row, name: text(name) }),
    /** Only those who have not bought since they came in. */
    notBought: (after: Spot | Spot[]): Spot =>
      way(
        put("filter", { rule: BOUGHT_SINCE }, { after, name: text(["Bought since?", "期间已购买？"]) }),
        "no",
      ),
    /** Only those who have not bought for so many days: of who came in by buying, that purchase lies before them. */
    notBoughtFor: (after: Spot | Spot[], amount: number): Spot =>
      way(
        put("filter", { rule: bought(last(amount)) }, { after, name: text(["Bought again?", "已复购？"]) }),
        "no",
      ),
    /** Whoever buys leaves the plan, wherever they are in it. */
    goal: (row: number): void => {
      put("goal", { rule: BOUGHT_SINCE }, { row, name: text(["Bought", "已购买"]) })
    },
    coupon: (after: Spot, [template_id]: readonly string[]): Spot =>
      template_id ? put("benefit:coupon", { template_id }, { after }) : after,
    /** Only those who got them go on: what follows speaks of them. */
    points: (after: Spot, amount: number, expires_in_days = 90): Spot =>
      way(put("benefit:points", { amount, expires_in_days }, { after }), "granted"),
    tag: (after: Spot | Spot[], tag: string): Spot => put("tags", { add: [tag], remove: [] }, { after }),
  }
}

/** `where` of products chosen; nothing where none were. */
export const ofProducts = (ids: readonly string[]) =>
  ids.length > 0 ? { where: { product_id: { in: [...ids] } } } : {}
