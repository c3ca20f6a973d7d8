import type { MailFailure } from "../../core/message/mail-failure"

/** What nodemailer puts on an error. */
export type SmtpError = Error & {
  code?: string
  /** What the server was told when it said no; of all that goes wrong with the connection itself `CONN`. */
  command?: string
  responseCode?: number
  response?: string
}

// RFC 3463: in 5.1.x the receiver's address, but for 5.1.7 and 5.1.8, which are the sender's; 5.1.0 says neither.
const BAD_ADDRESS = /\b5\.1\.(?:[1236]|10)\b/
const BAD_SENDER = /\b5\.1\.[78]\b/
/** Servers tell at the receiver's turn, and with codes of many meanings, what they have against the store. */
const AGAINST_US =
  /\brelay|\bsender\b|authenticat|starttls|\bdkim\b|\bdmarc\b|\bspf\b|client host|sending (?:limit|quota)/i
const INSECURE = /certificate|SSL routines/i
const NO_ACCOUNT = /^(?:EAUTH|ENOAUTH|EOAUTH2|ETLS)$/
/** 5.3.4, 5.6.x and 552: the message is too large, or of a kind that is not taken. */
const THIS_MAIL = /\b5\.(?:3\.4|6\.\d{1,3})\b/

/**
 * Reads from an SMTP error whether the server has the message, whom its no concerns, and whether trying again makes sense. What
 * everybody's mail would meet with is nobody's failure. `begun`: a connection was there, and the message's turn had come.
 */
export function smtpFailure(error: SmtpError, begun: boolean): { failure: MailFailure; detail: string } {
  const answer = error.responseCode
  // The server's words may quote the address; the code is enough to know what happened.
  const detail = [
    error.code ?? "error",
    answer,
    /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(error.response ?? "")?.[0],
  ]
    .filter(Boolean)
    .join(" ")
  return { failure: begun ? ofMessage(error) : ofConnection(error), detail }
}

/** It surely has nothing. */
function ofConnection({ code = "", message, responseCode = 0 }: SmtpError): MailFailure {
  return NO_ACCOUNT.test(code) || INSECURE.test(message) || responseCode >= 500 ? "unwelcome" : "down"
}

function ofMessage({ code, command, response = "", responseCode: answer = 0 }: SmtpError): MailFailure {
  if (answer === 421) return "down"
  if (answer >= 500) {
    const thisMail = answer === 552 || THIS_MAIL.test(response)
    if (command === "MAIL FROM") return thisMail ? "refused" : "unwelcome"
    if (answer === 530 || BAD_SENDER.test(response)) return "unwelcome"
    if (BAD_ADDRESS.test(response)) return "bounced"
    return AGAINST_US.test(withoutAddresses(response)) && !thisMail ? "unwelcome" : "refused"
  }
  if (answer >= 400) return "deferred"
  return code === "EENVELOPE" ? "refused" : "unknown"
}

/** Servers quote the receiver's address, which may hold any word itself. */
const withoutAddresses = (response: string): string =>
  response
    .split(/[\s<>]+/)
    .filter((word) => !word.includes("@"))
    .join(" ")
