import { defineConfig, loadEnv } from "@medusajs/framework/utils"

loadEnv(process.env.NODE_ENV || "development", process.cwd())

const port = process.env.PORT ?? "9000"
const here = `http://localhost:${port}`

/** E-mail leaves only where a mail server is named; otherwise it is written into the log, which says so. */
const email = process.env.SMTP_URL
  ? {
      resolve: "./src/providers/smtp",
      id: "smtp",
      options: {
        channels: ["email"],
        url: process.env.SMTP_URL,
        from: process.env.SMTP_FROM ?? "Demo shop <shop@demo.test>",
      },
    }
  : { resolve: "./src/providers/email-log", id: "email-log", options: { channels: ["email"] } }

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
      resolve: "@medusajs/medusa/notification",
      options: {
        providers: [
          email,
          { resolve: "@medusajs/medusa/notification-local", id: "local", options: { channels: ["feed"] } },
        ],
      },
    },
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
