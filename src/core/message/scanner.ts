// Programs that open links on their own: mail security, link previews, crawlers, plain HTTP clients.
const SCANNERS =
  /bot\b|crawl|spider|slurp|preview|scan|monitor|proofpoint|mimecast|barracuda|fireeye|trendmicro|symantec|safelinks|facebookexternalhit|whatsapp|telegram|slack|python|curl|wget|java\/|okhttp|go-http|node-fetch|axios|libwww|headless/i

/** Was this link most likely opened by a machine? Such clicks are kept and flagged, and never counted. */
export const looksLikeScanner = (userAgent: string | undefined): boolean =>
  !userAgent || userAgent.length < 12 || SCANNERS.test(userAgent)
