import { defineConfig } from "@medusajs/framework/utils"

/** A store without us: its migrated database is the base of every test's template. */
module.exports = defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    databaseDriverOptions: { connection: { ssl: false } },
    http: { storeCors: "", adminCors: "", authCors: "", jwtSecret: "x", cookieSecret: "x" },
  },
  admin: { disable: true },
})
