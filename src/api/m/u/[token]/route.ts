import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../door"
import { sendNotFound, sendPage, words } from "../../page"

/** Asks, and never unsubscribes: mail scanners follow links (S3). */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const reader = await marketingOf(req).verbs.readMailToken("unsubscribe", req.params.token ?? "")
  if (!reader) return sendNotFound(res)
  const text = words(reader.chinese)
  sendPage(res, {
    chinese: reader.chinese,
    title: text.unsubscribe,
    body: `<p>${reader.test ? text.test : text.unsubscribeAsk}</p><form method="post"><button>${text.unsubscribe}</button></form>`,
  })
})

/** The button of that page, and the mail program's own. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const how = isOneClick(req) ? "one-click" : "page"
  const reader = await marketingOf(req).verbs.unsubscribe({ token: req.params.token ?? "", how })
  if (!reader) return sendNotFound(res)
  const text = words(reader.chinese)
  sendPage(res, {
    chinese: reader.chinese,
    title: reader.test ? text.unsubscribe : text.unsubscribed,
    body: `<p>${reader.test ? text.test : text.unsubscribedMore}</p>`,
  })
})

/**
 * RFC 8058: mail programs send `List-Unsubscribe=One-Click`, rather as a form of several parts, whose body nobody reads here, than
 * as the kind of form that our page sends.
 */
const isOneClick = (req: MedusaRequest): boolean =>
  Boolean(req.is("multipart/form-data")) ||
  (req.body as Record<string, unknown> | undefined)?.["List-Unsubscribe"] === "One-Click"
