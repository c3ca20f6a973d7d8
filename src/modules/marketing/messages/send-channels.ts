import type { Registry } from "../../../extension/registry"

/** The ids of all channels of this store. */
export const sendChannels =
  ({ registry }: { registry: Registry }) =>
  (): string[] => [...registry.channels.keys()]
