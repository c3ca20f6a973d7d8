import { createImport } from "./create-import"
import { findPeople } from "./find-people"
import { importBatch } from "./import-batch"
import { getImport, listImports } from "./read-imports"
import { runImports } from "./run-imports"
import { startImport } from "./start-import"

/** The verbs of this area by name, as the container registers them. */
export const importsVerbs = {
  createImport,
  startImport,
  runImports,
  importBatch,
  findPeople,
  listImports,
  getImport,
}
