import { z } from "zod"

/** Largest HTML we take: Gmail cuts a mail off at 102 kB, and half a megabyte is no longer a mail. */
const LONGEST_HTML = 500_000

/** What a merchant writes for an e-mail. Every text is Liquid. `text` is made from the HTML when it is left out. */
export const emailContent = z.strictObject({
  subject: z
    .string()
    .trim()
    .min(1, "An e-mail needs a subject.")
    .max(500, "A subject has at most 500 characters."),
  html: z
    .string()
    .trim()
    .min(1, "An e-mail needs a text.")
    .max(LONGEST_HTML, "The e-mail is larger than 500,000 characters."),
  text: z.string().max(LONGEST_HTML, "The plain text is larger than 500,000 characters.").optional(),
  /** The line that mail programs show after the subject. */
  preheader: z.string().max(300, "A preheader has at most 300 characters.").optional(),
})

export type EmailContent = z.infer<typeof emailContent>
