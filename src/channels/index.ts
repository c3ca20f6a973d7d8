import type { ChannelDefinition } from "../extension/channel"
import { email } from "./email"
import { inbox } from "./inbox"
import { log } from "./log"

/** The built-in channels, in the order of the palette. */
export const channels: ChannelDefinition[] = [email, inbox, log]
