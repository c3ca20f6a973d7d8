import type { AnyKind } from "../extension/kind"
import type { Registry } from "../extension/registry"
import { benefitKind } from "./benefit"
import { messageKind } from "./message"
import { triggerKind } from "./trigger"

/** Every trigger brings an entry, every channel a message node and every benefit a grant node, whoever registered them. */
export const deriveKinds = ({
  triggers,
  channels,
  benefits,
}: Pick<Registry, "triggers" | "channels" | "benefits">): AnyKind[] => [
  ...[...triggers.values()].map(triggerKind),
  ...[...channels.values()].map(messageKind),
  ...[...benefits.values()].map(benefitKind),
]
