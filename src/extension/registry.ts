import type { AnyBenefit } from "./benefit"
import type { ChannelDefinition } from "./channel"
import type { FieldDefinition } from "./field"
import type { AnyKind } from "./kind"
import type { AnyPlanTemplate } from "./plan-template"
import type { AnySegmentTemplate } from "./segment-template"
import type { AnyTrigger } from "./trigger"

/** What one package brings. Built-ins are an extension like any other. */
export type MarketingExtension = {
  name: string
  kinds?: AnyKind[]
  fields?: FieldDefinition[]
  channels?: ChannelDefinition[]
  benefits?: AnyBenefit[]
  triggers?: AnyTrigger[]
  segmentTemplates?: AnySegmentTemplate[]
  planTemplates?: AnyPlanTemplate[]
  /** Kinds made from the finished lists of triggers, channels and benefits; called once, after every extension is in. */
  deriveKinds?: (registry: Pick<Registry, "triggers" | "channels" | "benefits">) => AnyKind[]
}

export const defineMarketingExtension = (extension: MarketingExtension): MarketingExtension => extension

export type Registry = {
  kinds: ReadonlyMap<string, AnyKind>
  fields: ReadonlyMap<string, FieldDefinition>
  channels: ReadonlyMap<string, ChannelDefinition>
  benefits: ReadonlyMap<string, AnyBenefit>
  triggers: ReadonlyMap<string, AnyTrigger>
  segmentTemplates: ReadonlyMap<string, AnySegmentTemplate>
  planTemplates: ReadonlyMap<string, AnyPlanTemplate>
}

/** Joins extensions in order. Throws, naming both owners, when two bring the same id: found at start, not at midnight. */
export function createRegistry(extensions: MarketingExtension[]): Registry {
  const owners = new Map<string, string>()
  const collect = <T extends { id: string }>(
    room: string,
    pick: (e: MarketingExtension) => T[] | undefined,
  ) => {
    const map = new Map<string, T>()
    for (const extension of extensions) {
      for (const thing of pick(extension) ?? []) {
        claim(owners, room, thing.id, extension.name)
        map.set(thing.id, thing)
      }
    }
    return map
  }
  const channels = collect("channel", (e) => e.channels)
  const benefits = collect("benefit", (e) => e.benefits)
  const fields = collect("field", (e) => e.fields)
  const triggers = collect("trigger", (e) => e.triggers)
  const segmentTemplates = collect("segment template", (e) => e.segmentTemplates)
  const planTemplates = collect("plan template", (e) => e.planTemplates)
  const kinds = collect("kind", (e) => [
    ...(e.kinds ?? []),
    ...(e.deriveKinds?.({ triggers, channels, benefits }) ?? []),
  ])
  return { kinds, fields, channels, benefits, triggers, segmentTemplates, planTemplates }
}

function claim(owners: Map<string, string>, room: string, id: string, owner: string): void {
  const key = `${room} ${id}`
  const before = owners.get(key)
  if (before) throw new Error(`The ${room} "${id}" is registered twice: by "${before}" and by "${owner}".`)
  owners.set(key, owner)
}
