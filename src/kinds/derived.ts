import type { AnyKind } from "../extension/kind"
import type { Registry } from "../extension/registry"
import { benefitKind } from "./benefit"
import { messageKind } from "./message"

/** Every channel brings a message node and every benefit a grant node, whoever registered them. */
export const deriveKinds = ({ channels, benefits }: Pick<Registry, "channels" | "benefits">): AnyKind[] => [
  ...[...channels.values()].map(messageKind),
  ...[...benefits.values()].map(benefitKind),
]
