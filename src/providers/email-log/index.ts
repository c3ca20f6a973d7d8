import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import { EmailLogService } from "./service"

export default ModuleProvider(Modules.NOTIFICATION, { services: [EmailLogService] })
