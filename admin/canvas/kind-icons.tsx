import {
  ArrowDown,
  ArrowPath,
  ArrowRightOnRectangle,
  ArrowUturnLeft,
  Beaker,
  BellAlert,
  Bolt,
  Calendar,
  ChartBar,
  Clock,
  CodeBranch,
  CodeMerge,
  CommandLine,
  CurrencyDollar,
  Envelope,
  ExclamationCircle,
  Funnel,
  Globe,
  ListCheckbox,
  MinusCircle,
  PencilSquare,
  QuestionMarkCircle,
  QueueList,
  ReceiptPercent,
  Tag,
  Trophy,
  User,
  UserGroup,
  Users,
  XCircle,
} from "@medusajs/icons"
import type { ComponentType } from "react"

// By name and not by import of all icons: the whole set is half a megabyte.
const ICONS: Record<string, ComponentType> = {
  "arrow-down": ArrowDown,
  "arrow-path": ArrowPath,
  "arrow-right-on-rectangle": ArrowRightOnRectangle,
  "arrow-uturn-left": ArrowUturnLeft,
  beaker: Beaker,
  bell: BellAlert,
  "bell-alert": BellAlert,
  bolt: Bolt,
  calendar: Calendar,
  "chart-bar": ChartBar,
  clock: Clock,
  "code-branch": CodeBranch,
  "code-merge": CodeMerge,
  "command-line": CommandLine,
  "currency-dollar": CurrencyDollar,
  envelope: Envelope,
  "exclamation-circle": ExclamationCircle,
  funnel: Funnel,
  globe: Globe,
  "list-checkbox": ListCheckbox,
  "minus-circle": MinusCircle,
  "pencil-square": PencilSquare,
  "queue-list": QueueList,
  "receipt-percent": ReceiptPercent,
  tag: Tag,
  trophy: Trophy,
  user: User,
  "user-group": UserGroup,
  users: Users,
  "x-circle": XCircle,
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
