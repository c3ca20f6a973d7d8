import { type Problem, problemsOf } from "../../../core/problem"
import { readBy } from "../../../core/read-by"
import type { Registry } from "../../../extension/registry"
import { refuse } from "./problems"

export const refuseTemplate = problemsOf({
  "message/name": { message: "A template needs a name of at most 200 characters." },
})

/** Everything wrong with what a merchant wrote for a channel: shape, length, broken Liquid with its line; warnings too. */
export const checkContent =
  ({ registry }: { registry: Registry }) =>
  (given: { channel: string; content: unknown; path?: string }): Problem[] => {
    const path = given.path ?? "content"
    const channel = registry.channels.get(given.channel)
    if (!channel) return [refuse("message/unknown-channel", "channel", { channel: given.channel })]
    const read = readBy(channel.content, given.content, path, (at, misfit) =>
      refuse("message/content", at, misfit),
    )
    if (read.problems.length > 0) return read.problems
    return channel.check?.(read.data as Record<string, unknown>, path) ?? []
  }

export type CheckContent = ReturnType<typeof checkContent>
