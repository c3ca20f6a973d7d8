import { z } from "zod"
import { waysInto } from "../core/canvas/set-operation"
import type { AnyBenefit } from "../extension/benefit"
import type { ChannelDefinition } from "../extension/channel"
import type { AnyKind } from "../extension/kind"
import type { Labels } from "../extension/labels"
import type { AnyTrigger } from "../extension/trigger"

/** What the editor makes a form from; parts that JSON Schema has no words for allow everything. */
export const formSchema = (schema: z.ZodType) =>
  z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Record<string, unknown>

/** Whatever is registered can be used; a reason appears here where a store lacks what a thing needs. */
const usable = { available: true, unavailable: null as Labels | null }

export const kindEntry = (kind: AnyKind) => ({
  id: kind.id,
  group: kind.group,
  icon: kind.icon,
  label: kind.label,
  explanation: kind.explanation ?? null,
  entry: kind.entry ?? false,
  settings: formSchema(kind.settings),
  ports: fixed(() => kind.ports(undefined as never)),
  inputs: fixed(() => waysInto(kind, undefined as never)),
  ...usable,
})

/** Null where the ways depend on the settings, as those out of a split test do. */
function fixed<T>(ways: () => T): T | null {
  try {
    return ways()
  } catch (error) {
    // The kind looked at settings that are not there yet; anything else is a mistake of the kind.
    if (error instanceof TypeError) return null
    throw error
  }
}

export const channelEntry = (channel: ChannelDefinition) => ({
  id: channel.id,
  icon: channel.icon,
  label: channel.label,
  explanation: channel.explanation ?? null,
  content: formSchema(channel.content),
  templates: channel.templates,
  address: channel.address,
  consent: channel.consent,
  price: channel.price ?? null,
  kind: `message:${channel.id}`,
  ...usable,
})

export const benefitEntry = (benefit: AnyBenefit) => ({
  id: benefit.id,
  icon: benefit.icon,
  label: benefit.label,
  explanation: benefit.explanation ?? null,
  settings: formSchema(benefit.settings),
  kind: `benefit:${benefit.id}`,
  ...usable,
})

export const triggerEntry = (trigger: AnyTrigger) => ({
  id: trigger.id,
  icon: trigger.icon,
  label: trigger.label,
  explanation: trigger.explanation ?? null,
  settings: formSchema(trigger.settings),
  kind: `trigger:${trigger.id}`,
  ...usable,
})

/** The frame of every list that is held in memory as a whole. */
export const wholeList = <Name extends string, T>(name: Name, things: T[]) =>
  ({ [name]: things, count: things.length, offset: 0, limit: things.length }) as Record<Name, T[]> & {
    count: number
    offset: number
    limit: number
  }
