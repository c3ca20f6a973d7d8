import { Readable } from "node:stream"
import type { NewImport } from "../../src/modules/marketing/imports/create-import"
import type { World } from "./world"

/** A file of customers of an old shop, taken in and not yet read. */
export async function uploadTo(
  { marketing }: Pick<World, "marketing">,
  text: string | Buffer,
  given: Partial<NewImport> = {},
) {
  const { import: made } = await marketing.createImport({
    kind: "customers",
    file_name: "file.csv",
    file: Readable.from([Buffer.from(text)]),
    source: "old-shop",
    ...given,
  })
  return made
}

/** The same, read to its end. */
export async function importTo(
  world: Pick<World, "marketing">,
  text: string | Buffer,
  given: Partial<NewImport> = {},
) {
  const { id } = await uploadTo(world, text, given)
  while (await world.marketing.runImports());
  return world.marketing.getImport({ import_id: id })
}
