import { Hint } from "@medusajs/ui"
import { useState } from "react"
import { useNavigate } from "react-router-dom"
import type { ImportKind } from "../../src/core/import/columns"
import { useUpload } from "../api/imports"
import { ActionDrawer } from "../form/action-drawer"
import { Choose } from "../form/choose"
import { CsvInput } from "../form/csv-input"
import { Labelled } from "../form/labelled"
import { useText } from "../i18n/use-text"

const KINDS: ImportKind[] = ["customers", "purchases", "events"]

/** Uploads a file and tries it out: nothing is written before the merchant has seen what would be. */
export function UploadForm({ onClose }: { onClose: () => void }) {
  const { t } = useText()
  const go = useNavigate()
  const [kind, setKind] = useState<ImportKind>("customers")
  const [file, setFile] = useState<File | null>(null)
  const empty = file?.size === 0
  const upload = useUpload()
  const tryOut = async () => {
    if (!file) return
    const made = await upload.mutateAsync({ file, kind })
    await go(`/marketing/imports/${made.import.id}`)
  }
  return (
    <ActionDrawer
      title={t("imports.upload")}
      text={t("imports.uploadText")}
      verb={t("imports.tryOut")}
      ready={file !== null && !empty}
      act={tryOut}
      failed="imports.notUploaded"
      onClose={onClose}
    >
      <Labelled label={t("imports.kind")} hint={t(`imports.columnsOf.${kind}`)}>
        {(id) => (
          <Choose
            id={id}
            value={kind}
            options={KINDS.map((k) => ({ value: k, label: t(`imports.kinds.${k}`) }))}
            onChange={(k) => setKind(k as ImportKind)}
          />
        )}
      </Labelled>
      <Labelled
        label={t("imports.file")}
        wrong={empty ? <Hint variant="error">{t("imports.emptyFile", { name: file.name })}</Hint> : null}
        hint={empty ? null : t("imports.fileText")}
      >
        {(id) => <CsvInput id={id} file={file} onChange={setFile} packed />}
      </Labelled>
    </ActionDrawer>
  )
}
