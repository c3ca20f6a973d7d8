// The rules of the house (ARCHITECTURE.md). Each is planted once by integration-tests/house/import-rules.spec.ts.

const tests = "\\.(test|spec)\\.tsx?$"
const database =
  "node_modules/(pg|pg-copy-streams|pg-cursor|knex|@mikro-orm|@types/pg|@types/pg-copy-streams)/"
const medusa = "node_modules/@medusajs/"
const zod = "node_modules/zod/"
const area = "^src/modules/marketing/([^/]+)/"
/** Puts the module together, as the files at the module's root do. */
const wiring = "^src/modules/marketing/loaders/"

/** Erased by the compiler: a type of another room is its contract, not its inside. */
const byValue = { dependencyTypesNot: ["type-only", "type-import"] }

const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from, to })

module.exports = {
  forbidden: [
    rule(
      "no-cycles",
      "A circle of imports has no first file to read.",
      { pathNot: tests },
      { circular: true, viaOnly: byValue },
    ),
    rule(
      "core-is-pure",
      "core imports core and zod only.",
      { path: "^src/core/", pathNot: tests },
      { pathNot: ["^src/core/", zod] },
    ),
    rule(
      "extension-sees-core",
      "The guest's door imports core, itself and zod only.",
      { path: "^src/extension/", pathNot: tests },
      { pathNot: ["^src/(core|extension)/", zod] },
    ),
    rule(
      "kind-sees-itself",
      "A kind sees core, extension and itself, never another kind.",
      { path: "^src/kinds/([^/]+)/", pathNot: tests },
      { path: "^(src|admin|migrations)/", pathNot: "^src/(core|extension|kinds/$1)/" },
    ),
    rule(
      "built-in-sees-its-room",
      "Kinds, fields, channels, benefits, triggers, segment templates and plan templates see core, extension and their own room.",
      {
        path: "^src/(kinds|fields|channels|benefits|triggers|segment-templates|plan-templates)/",
        pathNot: tests,
      },
      { path: "^(src|admin|migrations)/", pathNot: "^src/(core|extension|$1)/" },
    ),
    rule(
      "built-in-without-medusa",
      "Built-ins use exactly the door that guests use: no Medusa, no SQL driver.",
      {
        path: "^src/(kinds|fields|channels|benefits|triggers|segment-templates|plan-templates)/",
        pathNot: tests,
      },
      { path: [medusa, database] },
    ),
    rule(
      "areas-meet-through-verbs",
      "An area knows another area by the types of its verbs; the container hands the verbs over.",
      { path: area, pathNot: [wiring, tests] },
      { path: area, pathNot: "^src/modules/marketing/$1/", ...byValue },
    ),
    rule(
      "store-is-private",
      "Nobody reaches into another area's store, not even for a type.",
      { path: area, pathNot: tests },
      { path: "^src/modules/marketing/[^/]+/store/", pathNot: "^src/modules/marketing/$1/" },
    ),
    rule(
      "store-has-one-door",
      "Only its own area uses a store.",
      { path: "^src/", pathNot: [area, tests] },
      { path: "^src/modules/marketing/[^/]+/store/" },
    ),
    rule(
      "store-is-a-leaf",
      "A store is SQL over one aggregate: it calls core, the words SQL is made of and other stores of its area, nothing above it.",
      { path: "^src/modules/marketing/([^/]+)/store/", pathNot: tests },
      {
        path: "^(src|admin|migrations)/",
        pathNot: [
          "^src/(core|extension)/",
          "^src/modules/marketing/(row-table|drawn-card|why-stopped|people-covered)\\.ts$",
          "^src/modules/marketing/$1/store/",
        ],
        ...byValue,
      },
    ),
    rule(
      "only-modules-speak-sql",
      "SQL drivers are seen in src/modules only.",
      { path: "^(src|admin|storefront)/", pathNot: ["^src/modules/", tests] },
      { path: database },
    ),
    rule(
      "doors-stand-alone",
      "A route, subscriber, job or workflow file is a door of its own: doors call verbs, never each other.",
      { path: "^src/(api|subscribers|jobs)/", pathNot: tests },
      { path: "^src/(api/.*route\\.ts$|subscribers/|jobs/)" },
    ),
    rule(
      "doors-share-only-the-frame",
      "Subscribers and jobs take nothing from the HTTP rooms but door.ts.",
      { path: "^src/(subscribers|jobs)/", pathNot: tests },
      { path: "^src/api/", pathNot: "^src/api/door\\.ts$" },
    ),
    rule(
      "doors-are-handed-verbs",
      "A door takes a verb from the module's service, where it is wired; of an area's files it sees types only.",
      { path: "^src/(api|subscribers|jobs|workflows)/", pathNot: tests },
      { path: area, ...byValue },
    ),
    rule(
      "module-knows-no-door",
      "The module does not know who calls it.",
      { path: "^src/(modules|workflows)/", pathNot: tests },
      { path: "^src/(api|subscribers|jobs)/" },
    ),
    rule(
      "server-without-admin",
      "The server never imports the admin.",
      { path: "^(src|migrations)/" },
      { path: "^(admin|src/admin)/" },
    ),
    rule(
      "admin-sees-contracts",
      "The admin imports core, kind schemas and API types only.",
      { path: "^admin/", pathNot: tests },
      {
        path: "^(src|migrations)/",
        pathNot: ["^src/core/", "^src/kinds/[^/]+/schema\\.ts$", "^src/api/", "^src/admin/"],
      },
    ),
    rule(
      "admin-takes-api-types",
      "Of the API the admin takes types, never code.",
      { path: "^admin/", pathNot: tests },
      { path: "^src/api/", ...byValue },
    ),
    rule(
      "nobody-imports-tests",
      "What ships and what runs it never imports a test or its support.",
      { path: "^(src|admin|migrations|storefront|scripts)/", pathNot: tests },
      { path: ["^integration-tests/", tests] },
    ),
    rule("no-lost-imports", "Every import leads somewhere.", {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(src/admin|\\.medusa)/" },
    // Not "specify", which compiles every file a second time: the linter's useImportType marks the types already.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".cjs", ".json", ".d.ts"],
    },
    skipAnalysisNotInRules: true,
  },
}
