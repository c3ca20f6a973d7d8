import { useState } from "react"
import { type ImportedMembers, useImportMembers } from "../api/segments"
import { ActionDrawer } from "../form/action-drawer"
import { CsvInput } from "../form/csv-input"
import { Labelled } from "../form/labelled"
import { useText } from "../i18n/use-text"

/** Puts the people of a CSV file into a list; hands on what came of each line. */
export function ImportMembers({
  segmentId,
  onDone,
  onClose,
}: {
  segmentId: string
  onDone: (report: ImportedMembers) => void
  onClose: () => void
}) {
  const { t } = useText()
  const [file, setFile] = useState<File | null>(null)
  const put = useImportMembers(segmentId)
  return (
    <ActionDrawer
      title={t("segments.list.import")}
      text={t("segments.list.importText")}
      verb={t("segments.list.import")}
      ready={Boolean(file?.size)}
      act={async () => onDone(await put.mutateAsync(file!))}
      failed="imports.notUploaded"
      onClose={onClose}
    >
      <Labelled label={t("imports.file")} hint={t("segments.list.fileText")}>
        {(id) => <CsvInput id={id} file={file} onChange={setFile} />}
      </Labelled>
    </ActionDrawer>
  )
}
