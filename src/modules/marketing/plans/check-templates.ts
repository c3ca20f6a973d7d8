import { checkCanvas, type Thing } from "../../../core/canvas/check"
import type { Canvas } from "../../../core/canvas/schema"
import type { Problem } from "../../../core/problem"
import type { Registry } from "../../../extension/registry"
import type { CheckChosenCoupons } from "../benefits/check-chosen-coupons"
import type { CheckChosenTemplates } from "../messages/check-chosen-templates"

type Parts = {
  registry: Registry
  checkChosenTemplates: CheckChosenTemplates
  checkChosenCoupons: CheckChosenCoupons
}
type Chosen = { thing: Thing; id: string; channel: string | null; path: string }

/** Whether what the cards take from the store's templates can still be sent and granted. */
export async function checkTemplates(parts: Parts, canvas: Canvas): Promise<Problem[]> {
  const chosen = chosenIn(canvas, parts.registry)
  const of = (thing: Thing) => chosen.filter((one) => one.thing === thing)
  return [
    ...(await parts.checkChosenTemplates(of("message_template"))),
    ...(await parts.checkChosenCoupons(of("coupon_template"))),
  ]
}

/** Each card is asked by itself: what it asks for stands on it. */
function chosenIn({ nodes }: Canvas, { kinds, channels }: Registry): Chosen[] {
  const byKind = new Map([...channels.keys()].map((id) => [`message:${id}`, id]))
  return nodes.flatMap((node) => {
    const asked: Chosen[] = []
    const channel = byKind.get(node.kind) ?? null
    checkCanvas({ nodes: [node], edges: [], notes: [] }, kinds, (thing, id) => {
      const [key] = Object.entries(node.settings).find(([, value]) => value === id) ?? []
      const path = ["nodes", node.id, "settings", ...(key ? [key] : [])].join(".")
      return asked.push({ thing, id, channel, path }) > 0
    })
    return asked
  })
}
