import { Input } from "@medusajs/ui"
import { useState } from "react"
import { useText } from "../i18n/use-text"

/** Asks for the name of a property that the event came in with; empty when none was meant. */
export function AddProperty({ event, onDone }: { event: string; onDone: (key: string) => void }) {
  const { t } = useText()
  const [key, type] = useState("")
  return (
    <div className="w-36" data-own-undo>
      <Input
        size="small"
        autoFocus
        aria-label={t("rules.addProperty", { event })}
        placeholder={t("rules.property")}
        value={key}
        onChange={(e) => type(e.target.value)}
        onBlur={() => onDone(key.trim())}
        onKeyDown={(e) => {
          if (e.key !== "Enter" || e.nativeEvent.isComposing) return
          e.preventDefault()
          onDone(key.trim())
        }}
      />
    </div>
  )
}
