/** A moment that a text shows as a day people read, "6 December 2026" or "2026年12月6日", and that filters still take as a date. */
export class ReadableDay extends Date {
  readonly #words: string

  /** `zone`: IANA, whose day it is. `language`: a tag such as "de" or "zh-CN"; English where it is unknown. */
  constructor(at: Date, zone: string, language: string | null) {
    super(at)
    this.#words = new Intl.DateTimeFormat(localeOf(language), { dateStyle: "long", timeZone: zone }).format(
      at,
    )
  }

  override toString(): string {
    return this.#words
  }
}

/** A profile's language is whatever a form or a file said. */
function localeOf(language: string | null): string {
  const tag = (language ?? "").replace("_", "-")
  return /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag) && known(tag) ? tag : "en"
}

const known = (tag: string): boolean => {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
