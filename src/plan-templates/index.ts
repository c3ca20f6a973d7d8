import type { AnyPlanTemplate } from "../extension/plan-template"
import { afterBuying } from "./after-buying"
import { cartsAndBrowsing } from "./carts-and-browsing"
import { catalogueNews } from "./catalogue-news"
import { newcomersAndRegulars } from "./newcomers-and-regulars"
import { occasions } from "./occasions"
import { winningBack } from "./winning-back"

/** The built-in plan templates, in the order of the gallery. */
export const planTemplates: AnyPlanTemplate[] = [
  ...newcomersAndRegulars,
  ...cartsAndBrowsing,
  ...afterBuying,
  ...catalogueNews,
  ...occasions,
  ...winningBack,
]
