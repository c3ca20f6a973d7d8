import { Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { useText } from "../i18n/use-text"

/** Stands where something would be chosen, when there is none: leads to where one is made. */
export function NoneYet({ makeAt }: { makeAt: string }) {
  const { t } = useText()
  return (
    <Text size="small" className="text-ui-fg-subtle">
      {t("form.noneYet")}{" "}
      <Link to={makeAt} className="text-ui-fg-interactive">
        {t("form.makeOne")}
      </Link>
    </Text>
  )
}
