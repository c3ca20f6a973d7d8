import { type Compiled, createLiquid, type LiquidEngines } from "../../../channels/liquid"
import type { ChannelDefinition } from "../../../extension/channel"

/** A channel's content with its Liquid texts compiled, ready for any number of people. */
export type CompiledContent = {
  channel: ChannelDefinition
  fixed: Record<string, unknown>
  texts: Record<string, Compiled>
}

export function compileContent(
  liquid: LiquidEngines,
  channel: ChannelDefinition,
  content: Record<string, unknown>,
): CompiledContent {
  const texts: Record<string, Compiled> = {}
  const fixed: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(content)) {
    const kind = channel.templates[key]
    if (kind && typeof value === "string") texts[key] = liquid.compile(value, kind)
    else fixed[key] = value
  }
  return { channel, fixed, texts }
}

export function renderContent(
  liquid: LiquidEngines,
  { fixed, texts }: CompiledContent,
  variables: Record<string, unknown>,
): Record<string, unknown> {
  const rendered: Record<string, unknown> = { ...fixed }
  for (const [key, text] of Object.entries(texts)) rendered[key] = liquid.render(text, variables)
  return rendered
}

/** Compiling costs milliseconds and a plan says the same to everyone: the last contents are kept. */
const KEPT = 100

/** The compiler of one process; `hash` names the content. */
export function createContentCompiler(zone: string) {
  const liquid = createLiquid(zone)
  const kept = new Map<string, CompiledContent>()
  return {
    liquid,
    compiled(hash: string, channel: ChannelDefinition, content: Record<string, unknown>): CompiledContent {
      const name = `${channel.id}:${hash}`
      const known = kept.get(name)
      if (known) return known
      const made = compileContent(liquid, channel, content)
      if (kept.size >= KEPT) kept.delete(kept.keys().next().value!)
      kept.set(name, made)
      return made
    },
  }
}
