import { Button } from "@medusajs/ui"
import { useRef } from "react"
import { useText } from "../i18n/use-text"

/** Chooses a CSV file, in the panel's words and looks: a browser's own button speaks the browser's language. */
export function CsvInput({
  id,
  file,
  onChange,
  packed = false,
}: {
  id: string
  file: File | null
  onChange: (file: File | null) => void
  /** Packed with gzip too. */
  packed?: boolean
}) {
  const { t } = useText()
  const input = useRef<HTMLInputElement>(null)
  return (
    <div className="flex min-w-0 items-center gap-x-3">
      <Button size="small" variant="secondary" type="button" onClick={() => input.current?.click()}>
        {t("form.chooseFile")}
      </Button>
      <span className="txt-compact-small text-ui-fg-subtle min-w-0 truncate">
        {file?.name ?? t("form.noFile")}
      </span>
      <input
        ref={input}
        id={id}
        type="file"
        accept={`.csv,.tsv,.txt,text/csv${packed ? ",.gz" : ""}`}
        tabIndex={-1}
        className="sr-only"
        onChange={(e) => onChange(e.target.files?.[0] ?? null)}
      />
    </div>
  )
}
