import { defineConfig, loadEnv } from "@medusajs/framework/utils"

loadEnv(process.env.NODE_ENV || "development", process.cwd())

const port = process.env.PORT ?? "9000"
const here = `http://localhost:${port}`

/** The store that this repository is at once: the plugin's own module, doors and admin, nothing else. */
module.exports = defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    databaseDriverOptions: { connection: { ssl: false } },
    redisUrl: process.env.REDIS_URL,
    http: {
      storeCors: process.env.STORE_CORS ?? here,
      adminCors: process.env.ADMIN_CORS ?? here,
      authCors: process.env.AUTH_CORS ?? here,
      jwtSecret: process.env.JWT_SECRET ?? "demo-secret-not-for-production",
      cookieSecret: process.env.COOKIE_SECRET ?? "demo-secret-not-for-production",
    },
    cookieOptions: { secure: false },
  },
  // The admin talks to the address it was opened at.
  admin: { disable: process.env.MEDUSA_ADMIN === "off" },
  modules: [
    {
      resolve: "./src/modules/marketing",
      options: {
        timezone: process.env.STORE_TIMEZONE ?? "UTC",
        public_url: here,
        redis_url: process.env.MARKETING_REDIS_URL,
        worker: process.env.MARKETING_WORKER !== "off",
      },
    },
  ],
})
