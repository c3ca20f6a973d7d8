import { useText } from "../i18n/use-text"

/** Amounts of several currencies in one line. */
export const useMoneyLine = () => {
  const { money } = useText()
  return (amounts: Record<string, number>) =>
    Object.entries(amounts)
      .map(([currency, amount]) => money(amount, currency))
      .join(" / ")
}
