import type { MailFailure } from "../../core/message/mail-failure"

/** What nodemailer puts on an error. */
export type SmtpError = Error & {
  code?: string
  errno?: number | string
  syscall?: string
  responseCode?: number
  response?: string
}

// The server was never reached, or did not let us in: it surely has nothing.
const NEVER_REACHED = /^(?:EDNS|EAUTH|ETLS|ENOAUTH|EOAUTH2)$/
const NO_CONNECTION =
  /ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|Connection timeout|Greeting never received/
// 5.1.x: the address itself is bad (RFC 3463); other refusals may be about us or the content.
const BAD_ADDRESS = /\b5\.1\.[0-9]{1,3}\b/

/** Reads from an SMTP error whether the server has the message, and whether trying again makes sense. */
export function smtpFailure(error: SmtpError): { failure: MailFailure; detail: string } {
  const answer = error.responseCode
  // The server's words may quote the address; the code is enough to know what happened.
  const detail = [
    error.code ?? "error",
    answer,
    /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(error.response ?? "")?.[0],
  ]
    .filter(Boolean)
    .join(" ")
  if (NEVER_REACHED.test(error.code ?? "") || NO_CONNECTION.test(error.message))
    return { failure: "down", detail }
  if (answer === 421) return { failure: "down", detail }
  if (answer && answer >= 500)
    return { failure: BAD_ADDRESS.test(error.response ?? "") ? "bounced" : "refused", detail }
  if (answer && answer >= 400) return { failure: "deferred", detail }
  if (error.code === "EENVELOPE") return { failure: "refused", detail }
  return { failure: "unknown", detail }
}
