import { AbstractNotificationProviderService, MedusaError } from "@medusajs/framework/utils"
import nodemailer, { type SendMailOptions, type Transporter } from "nodemailer"
import { headerValue, isMailAddress } from "../../core/message/header-value"
import { mailFailureText } from "../../core/message/mail-failure"
import { type SmtpError, smtpFailure } from "./failure"

export type SmtpOptions = {
  /** smtp://user:password@host:587 or smtps://… */
  url: string
  /** "Shop <hello@shop.example>" */
  from: string
}

/** What the Notification module hands over; of its type only what a mail needs. */
export type MailNotification = {
  to: string
  from?: string | null
  content?: {
    subject?: string
    html?: string
    text?: string
    headers?: Record<string, string>
  } | null
  provider_data?: Record<string, unknown> | null
}

type Mail = SendMailOptions & { begins: () => void }

// All below the 30 s after which the sender counts a message as unknown, so that we can still say which it was.
const CONNECT_MS = 8_000
const SILENCE_MS = 20_000

/**
 * E-mail over SMTP for Medusa's Notification module. Usable by any store:
 *
 * @example
 * { resolve: "medusa-marketing-canvas/providers/smtp", id: "smtp",
 *   options: { channels: ["email"], url: process.env.SMTP_URL, from: "Shop <hello@shop.example>" } }
 *
 * Takes rendered `content`. Further headers come in `content.headers`, which Medusa does not store, or in
 * `provider_data.headers`, which it keeps.
 * Errors begin with a word that says whether the server may have the message (see core/message/mail-failure.ts).
 */
export class SmtpNotificationService extends AbstractNotificationProviderService {
  static override identifier = "marketing-smtp"
  readonly #transport: Transporter
  readonly #from: string

  static override validateOptions(options: Record<string, unknown>): void {
    for (const name of ["url", "from"])
      if (typeof options[name] !== "string" || !options[name])
        throw new MedusaError(
          MedusaError.Types.INVALID_DATA,
          `The SMTP provider of medusa-marketing-canvas needs the option "${name}".`,
        )
  }

  constructor(_: object, options: SmtpOptions) {
    super()
    this.#from = options.from
    // maxRequeues 0: the transport must never send by itself a message that the server may already have.
    this.#transport = nodemailer.createTransport({
      url: options.url,
      pool: true,
      maxConnections: 10,
      maxRequeues: 0,
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    } as nodemailer.TransportOptions)
    // The pool asks for a message when it has a connection for it, and is logged in.
    this.#transport.use("stream", ({ data, message }, done) => {
      const read = message.createReadStream.bind(message)
      message.createReadStream = (options) => {
        ;(data as Mail).begins()
        return read(options)
      }
      done()
    })
  }

  override async send(notification: MailNotification): Promise<{ id: string }> {
    const { to, from, content, provider_data } = notification
    if (!isMailAddress(to)) throw new Error(mailFailureText("refused", "this is not one e-mail address"))
    if (!content?.subject || !(content.html || content.text))
      throw new Error(mailFailureText("refused", "a mail needs a subject and a text"))
    let begun = false
    const mail: Mail = {
      from: headerValue(from || this.#from),
      to: { name: "", address: to },
      subject: headerValue(content.subject),
      html: content.html,
      text: content.text,
      headers: { ...headersOf(provider_data?.headers), ...headersOf(content.headers) },
      disableFileAccess: true,
      disableUrlAccess: true,
      begins: () => {
        begun = true
      },
    }
    try {
      const receipt = await this.#transport.sendMail(mail)
      return { id: String(receipt.messageId) }
    } catch (error) {
      const { failure, detail } = smtpFailure(error as SmtpError, begun)
      throw new Error(mailFailureText(failure, detail))
    }
  }

  /** Ends the pool's connections. */
  close(): void {
    this.#transport.close()
  }
}

function headersOf(given: unknown): Record<string, string> {
  if (typeof given !== "object" || given === null) return {}
  const named = Object.entries(given).filter(([name]) => /^[A-Za-z][A-Za-z0-9-]{0,60}$/.test(name))
  return Object.fromEntries(named.map(([name, value]) => [name, headerValue(String(value))]))
}
