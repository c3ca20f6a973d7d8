/**
 * What a mail server's refusal means, carried through the Notification module, which keeps nothing of an error but
 * its message. Written by our SMTP provider, read by the e-mail channel.
 *
 * - `bounced`: this address does not exist · `refused`: this message or recipient is refused for good
 * - `deferred`: not now (4xx) · `down`: the server cannot be reached
 * - `unwelcome`: it takes nothing from this store as it is set up: its sender, account, encryption or name
 * - `unknown`: the connection broke when the server may already have had the message
 */
export const MAIL_FAILURES = ["bounced", "refused", "deferred", "down", "unwelcome", "unknown"] as const
export type MailFailure = (typeof MAIL_FAILURES)[number]

export const mailFailureText = (failure: MailFailure, detail: string): string =>
  `mail-${failure}: ${detail.replace(/\s+/g, " ").slice(0, 300)}`

export function readMailFailure(message: string): MailFailure | null {
  const found = /\bmail-(bounced|refused|deferred|down|unwelcome|unknown): /.exec(message)?.[1]
  return (found as MailFailure | undefined) ?? null
}
