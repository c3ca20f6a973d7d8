import { defineMiddlewares } from "@medusajs/framework/http"
import { audienceMiddlewares } from "./audience-middlewares"
import { benefitsMiddlewares } from "./benefits-middlewares"
import { eventsMiddlewares } from "./events-middlewares"
import { importsMiddlewares } from "./imports-middlewares"
import { messagesMiddlewares } from "./messages-middlewares"
import { planMiddlewares } from "./plan-middlewares"
import { workflowMiddlewares } from "./workflow-middlewares"

/** What runs before the routes; each part of the API brings its own list. */
export default defineMiddlewares({
  routes: [
    ...audienceMiddlewares,
    ...benefitsMiddlewares,
    ...eventsMiddlewares,
    ...importsMiddlewares,
    ...planMiddlewares,
    ...messagesMiddlewares,
    ...workflowMiddlewares,
  ],
})
