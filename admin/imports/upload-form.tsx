import { Button, Drawer, Hint, Input, Label } from "@medusajs/ui"
import { useState } from "react"
import { useNavigate } from "react-router-dom"
import type { ImportKind } from "../../src/core/import/columns"
import { useUpload } from "../api/imports"
import { Choose } from "../form/choose"
import { useText } from "../i18n/use-text"
import { LEFT, useAction } from "../page/action"
import { ProblemList } from "../page/problem-list"

const KINDS: ImportKind[] = ["customers", "purchases", "events"]

/** Uploads a file and tries it out: nothing is written before the merchant has seen what would be. */
export function UploadForm({ onClose }: { onClose: () => void }) {
  const { t } = useText()
  const go = useNavigate()
  const [kind, setKind] = useState<ImportKind>("customers")
  const [file, setFile] = useState<File | null>(null)
  const empty = file?.size === 0
  const upload = useUpload()
  const put = useAction(async () => {
    if (!file || empty) return
    const made = await upload.mutateAsync({ file, kind })
    await go(`/marketing/imports/${made.import.id}`)
    return LEFT
  }, "imports.notUploaded")
  return (
    <Drawer open onOpenChange={(stay) => !stay && onClose()}>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title>{t("imports.upload")}</Drawer.Title>
          <Drawer.Description>{t("imports.uploadText")}</Drawer.Description>
        </Drawer.Header>
        <Drawer.Body className="flex flex-col gap-y-4">
          <div className="flex flex-col gap-y-1.5">
            <Label size="small" weight="plus">
              {t("imports.kind")}
            </Label>
            <Choose
              size="base"
              label={t("imports.kind")}
              value={kind}
              options={KINDS.map((k) => ({ value: k, label: t(`imports.kinds.${k}`) }))}
              onChange={(k) => setKind(k as ImportKind)}
            />
            <Hint>{t(`imports.columnsOf.${kind}`)}</Hint>
          </div>
          <div className="flex flex-col gap-y-1.5">
            <Label size="small" weight="plus" htmlFor="import-file">
              {t("imports.file")}
            </Label>
            <Input
              id="import-file"
              type="file"
              accept=".csv,.tsv,.txt,text/csv"
              onChange={(e) => setFile(e.target.files?.[0] ?? null)}
            />
            {empty ? (
              <Hint variant="error">{t("imports.emptyFile", { name: file.name })}</Hint>
            ) : (
              <Hint>{t("imports.fileText")}</Hint>
            )}
          </div>
          <ProblemList problems={put.problems} />
        </Drawer.Body>
        <Drawer.Footer>
          <Button size="small" variant="secondary" onClick={onClose}>
            {t("page.cancel")}
          </Button>
          <Button size="small" disabled={!file || empty} isLoading={put.busy} onClick={() => put.run()}>
            {t("imports.tryOut")}
          </Button>
        </Drawer.Footer>
      </Drawer.Content>
    </Drawer>
  )
}
