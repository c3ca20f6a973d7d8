import { createImport } from "./create-import"
import { importBatch } from "./import-batch"
import { learnPeople, makePeople } from "./make-people"
import { getImport, listImports } from "./read-imports"
import { runImports } from "./run-imports"
import { startImport } from "./start-import"

/** The verbs of this area by name, as the container registers them. */
export const importsVerbs = {
  createImport,
  startImport,
  runImports,
  importBatch,
  learnPeople,
  makePeople,
  listImports,
  getImport,
}
