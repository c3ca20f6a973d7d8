import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    globals: true,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{src,admin,scripts,bench}/**/*.test.ts"],
          exclude: ["src/admin/**", "**/node_modules/**"],
          pool: "threads",
          isolate: false,
        },
      },
      {
        // Files share what is loaded, never a database: loading it for each took a fifth of the time.
        extends: true,
        test: {
          name: "modules",
          include: ["integration-tests/{modules,scenarios,crash,simulate}/**/*.spec.ts"],
          globalSetup: ["integration-tests/support/global-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          pool: "forks",
          maxWorkers: 2,
          isolate: false,
        },
      },
      {
        // One boot of the store for all files of a worker: it takes seconds.
        extends: true,
        test: {
          name: "http",
          include: ["integration-tests/http/**/*.spec.ts"],
          globalSetup: ["integration-tests/support/global-setup.ts"],
          setupFiles: ["integration-tests/support/register-swc.ts"],
          testTimeout: 60_000,
          hookTimeout: 240_000,
          pool: "forks",
          maxWorkers: 2,
          isolate: false,
        },
      },
      {
        // The house itself: its rules, its two commands, its package.
        extends: true,
        test: {
          name: "house",
          include: ["integration-tests/house/**/*.spec.ts"],
          globalSetup: ["integration-tests/support/global-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 600_000,
          pool: "forks",
          maxWorkers: 2,
        },
      },
      {
        // One boot of the store for all files of a worker, which gives each the database as it was at the start.
        extends: true,
        test: {
          name: "browser",
          include: ["integration-tests/browser/**/*.spec.ts"],
          globalSetup: [
            "integration-tests/support/global-setup.ts",
            "integration-tests/support/build-panel.ts",
          ],
          testTimeout: 300_000,
          hookTimeout: 600_000,
          pool: "forks",
          maxWorkers: 2,
          isolate: false,
        },
      },
    ],
  },
})
