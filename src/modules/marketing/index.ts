import path from "node:path"
import { Module, ModulesSdkUtils } from "@medusajs/framework/utils"
import groundLoader from "./loaders/ground"
import { MARKETING } from "./name"
import { MarketingService } from "./service"

export { MARKETING }

// The same relative path from src/ and from the built .medusa/server/src/.
const pathToMigrations = path.resolve(__dirname, "../../../migrations")
const scripts = { moduleName: MARKETING, models: [], pathToMigrations }

export default {
  ...Module(MARKETING, { service: MarketingService, loaders: [groundLoader] }),
  runMigrations: ModulesSdkUtils.buildMigrationScript(scripts),
  revertMigration: ModulesSdkUtils.buildRevertMigrationScript(scripts),
}
