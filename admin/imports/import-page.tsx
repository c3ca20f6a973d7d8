import { Button, Text } from "@medusajs/ui"
import { useState } from "react"
import { useParams } from "react-router-dom"
import type { Mapping, TagsMode, UnknownColumns } from "../../src/core/import/columns"
import { type Import, underWay, useImport, useStartImport } from "../api/imports"
import { useText } from "../i18n/use-text"
import { useAction } from "../page/action"
import { ProblemList } from "../page/problem-list"
import { Figure, Section } from "../page/section"
import { Failed, LoadingPage } from "../page/states"
import { ColumnMapping } from "./column-mapping"
import { ImportBadge } from "./import-state"
import { withoutEmptyValues } from "./missing-targets"
import { RejectedLines } from "./rejected-lines"

export function ImportPage() {
  const { id } = useParams()
  const asked = useImport(id)
  if (!asked.data)
    return asked.isPending ? (
      <LoadingPage />
    ) : (
      <Failed error={asked.error} retry={() => void asked.refetch()} />
    )
  return <Loaded key={asked.data.import.id} made={asked.data.import} />
}

function Loaded({ made }: { made: Import }) {
  const { t } = useText()
  const [mapping, setMapping] = useState<Mapping>(made.mapping)
  const [unknown, setUnknown] = useState<UnknownColumns>(made.unknown_columns)
  const [tagsMode, setTagsMode] = useState<TagsMode>(made.tags_mode)
  const start = useStartImport(made.id)
  const busy = underWay(made.state)
  const over = made.state === "done" && !made.dry_run
  const run = useAction(
    (dry_run: boolean) =>
      start.mutateAsync({
        mapping: withoutEmptyValues(mapping),
        unknown_columns: unknown,
        tags_mode: tagsMode,
        dry_run,
      }),
    "imports.notStarted",
  )
  return (
    <div className="flex flex-col gap-y-3">
      <Section
        level="h1"
        title={made.file_name}
        badge={<ImportBadge made={made} />}
        subtitle={t(`imports.kinds.${made.kind}`)}
        actions={
          over ? null : (
            <>
              <Button
                size="small"
                variant="secondary"
                disabled={busy || run.busy}
                onClick={() => run.run(true)}
              >
                {t("imports.tryOut")}
              </Button>
              <Button size="small" disabled={busy} isLoading={run.busy} onClick={() => run.run(false)}>
                {t("imports.run")}
              </Button>
            </>
          )
        }
      >
        <Progress made={made} />
        {run.problems.length > 0 ? (
          <div className="px-6 py-4">
            <ProblemList problems={run.problems} />
          </div>
        ) : null}
      </Section>
      {over ? null : (
        <ColumnMapping
          made={made}
          mapping={mapping}
          unknown={unknown}
          onMapping={setMapping}
          onUnknown={setUnknown}
          tagsMode={tagsMode}
          onTagsMode={setTagsMode}
        />
      )}
      <RejectedLines made={made} />
    </div>
  )
}

function Progress({ made }: { made: Import }) {
  const { t, number, percent } = useText()
  return (
    <>
      <div className="grid grid-cols-2 md:grid-cols-4">
        <Figure name={t("imports.rows")} value={number(made.rows)} />
        <Figure
          name={t(made.dry_run ? "imports.wouldAccept" : "imports.accepted")}
          value={number(made.accepted)}
        />
        <Figure name={t("imports.rejected")} value={number(made.rejected)} />
        <Figure name={t("imports.duplicates")} value={number(made.duplicates)} />
      </div>
      {made.kept > 0 && (
        <p className="txt-small text-ui-fg-subtle px-6 py-4">
          {t(made.dry_run ? "imports.wouldKeep" : "imports.kept", {
            count: made.kept,
            shown: number(made.kept),
          })}
        </p>
      )}
      {underWay(made.state) ? (
        <div className="px-6 py-4">
          <div
            role="progressbar"
            aria-label={t("imports.progress")}
            aria-valuenow={Math.round(made.progress * 100)}
            className="bg-ui-bg-switch-off h-2 overflow-hidden rounded-full"
          >
            <div
              className="bg-ui-bg-interactive h-full rounded-full transition-all"
              style={{ width: `${made.progress * 100}%` }}
            />
          </div>
          <Text size="xsmall" className="text-ui-fg-subtle mt-1">
            {percent(made.progress)}
          </Text>
        </div>
      ) : null}
      {made.error ? (
        <Text size="small" className="text-ui-fg-error px-6 py-4" role="alert">
          {t("imports.failedBecause", { reason: made.error })}
        </Text>
      ) : null}
      {made.state === "done" && made.dry_run ? (
        <Text size="small" className="text-ui-fg-subtle px-6 py-4">
          {t("imports.nothingWritten")}
        </Text>
      ) : null}
    </>
  )
}
