import { useText } from "../i18n/use-text"

/** A breadcrumb in the reader's language. */
export function Crumb({ text }: { text: string }) {
  const { t } = useText()
  return <>{t(text)}</>
}
