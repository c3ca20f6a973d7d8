import { useTranslation } from "react-i18next"
import { localeOf } from "./locale"

/** A text of the server, in each language it knows; English is the fallback. */
export type Labels = { en: string; zhCN?: string }

export type Translate = (key: string, values?: Record<string, unknown>) => string

/** Our texts, the server's labels and numbers, all in the language of the person who reads. */
export function useText() {
  const { t, i18n } = useTranslation("marketing")
  const language: "en" | "zhCN" = i18n.language === "zhCN" ? "zhCN" : "en"
  const locale = localeOf(i18n.language)
  return {
    t: t as Translate,
    language,
    locale,
    label: (labels: Labels | string | null | undefined): string =>
      typeof labels === "string" ? labels : (labels?.[language] ?? labels?.en ?? ""),
    number: (value: number) => new Intl.NumberFormat(locale).format(value),
    percent: (share: number) =>
      new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(share),
    date: (value: string | null | undefined) =>
      value ? new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(new Date(value)) : "–",
    /** A day of a calendar, as the server names it, whatever the reader's time zone. */
    day: (value: string) =>
      new Intl.DateTimeFormat(locale, { month: "short", day: "numeric", timeZone: "UTC" }).format(
        new Date(value),
      ),
    /** The same with its year. */
    calendarDay: (value: string) =>
      new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(value)),
    time: (value: string | null | undefined) =>
      value
        ? new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(new Date(value))
        : "–",
    money: (minor: number, currency: string) => formatMoney(minor, currency, locale),
    /** Without zeros at the end of its cents, for a label of a scale. */
    briefMoney: (minor: number, currency: string) =>
      formatMoney(minor, currency, locale, { minimumFractionDigits: 0 }),
    /** Without cents, for a scale. */
    roundMoney: (minor: number, currency: string) =>
      formatMoney(minor, currency, locale, { maximumFractionDigits: 0 }),
  }
}

function formatMoney(
  minor: number,
  currency: string,
  locale: string,
  shown: Intl.NumberFormatOptions = {},
): string {
  const style = { style: "currency", currency: currency.toUpperCase() } as const
  const digits = new Intl.NumberFormat(locale, style).resolvedOptions().maximumFractionDigits ?? 2
  return new Intl.NumberFormat(locale, { ...style, ...shown }).format(minor / 10 ** digits)
}
