import {
  ArrowRightOnRectangle,
  Beaker,
  BellAlert,
  Clock,
  CommandLine,
  Envelope,
  Funnel,
  ListCheckbox,
  QuestionMarkCircle,
  ReceiptPercent,
  Tag,
  Trophy,
  UserGroup,
} from "@medusajs/icons"
import type { ComponentType } from "react"

// By name and not by import of all icons: the whole set is half a megabyte.
const ICONS: Record<string, ComponentType> = {
  "arrow-right-on-rectangle": ArrowRightOnRectangle,
  beaker: Beaker,
  bell: BellAlert,
  "bell-alert": BellAlert,
  clock: Clock,
  "command-line": CommandLine,
  envelope: Envelope,
  funnel: Funnel,
  "list-checkbox": ListCheckbox,
  "receipt-percent": ReceiptPercent,
  tag: Tag,
  trophy: Trophy,
  "user-group": UserGroup,
}

export function KindIcon({ icon }: { icon: string | undefined }) {
  const Icon = ICONS[icon ?? ""] ?? QuestionMarkCircle
  return <Icon />
}

/** The tint of a card's icon by what its kind is for. */
export const GROUP_TINT: Record<string, string> = {
  who: "bg-ui-tag-blue-bg text-ui-tag-blue-icon",
  flow: "bg-ui-tag-neutral-bg text-ui-tag-neutral-icon",
  sets: "bg-ui-tag-neutral-bg text-ui-tag-neutral-icon",
  reach: "bg-ui-tag-purple-bg text-ui-tag-purple-icon",
  give: "bg-ui-tag-green-bg text-ui-tag-green-icon",
  people: "bg-ui-tag-orange-bg text-ui-tag-orange-icon",
  measure: "bg-ui-tag-blue-bg text-ui-tag-blue-icon",
}
