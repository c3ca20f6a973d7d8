import { defineWidgetConfig } from "@medusajs/admin-sdk"
import { CustomerMarketing } from "../customer/customer-marketing"

const CustomerMarketingWidget = ({ data }: { data: { id: string } }) => (
  <CustomerMarketing customer_id={data.id} />
)

export const config = defineWidgetConfig({
  zone: "customer.details.side.after",
  id: "medusa-marketing-canvas:customer",
})

export default CustomerMarketingWidget
