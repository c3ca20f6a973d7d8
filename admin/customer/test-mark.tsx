import { Badge, DropdownMenu, toast } from "@medusajs/ui"
import { useMarkTestCustomer, useTestCustomers } from "../api/trials"
import { useText } from "../i18n/use-text"
import { useAction } from "../page/action"

/** In a customer's menu: tests of plans may write to them, or may not. */
export function TestMark({ customer_id }: { customer_id: string }) {
  const { t } = useText()
  const { is_test, known } = useIsTest(customer_id)
  const { mutateAsync } = useMarkTestCustomer(customer_id)
  const mark = useAction(async () => {
    await mutateAsync(!is_test)
    toast.success(t(is_test ? "trial.unmarked" : "trial.marked"))
  })
  return (
    <DropdownMenu.Item disabled={!known || mark.busy} onClick={() => mark.run()}>
      {t(is_test ? "trial.unmark" : "trial.mark")}
    </DropdownMenu.Item>
  )
}

export function TestBadge({ customer_id }: { customer_id: string }) {
  const { t } = useText()
  return useIsTest(customer_id).is_test ? <Badge size="2xsmall">{t("trial.tester")}</Badge> : null
}

function useIsTest(customer_id: string): { is_test: boolean; known: boolean } {
  const testers = useTestCustomers().data?.test_customers
  return { is_test: testers?.some(({ id }) => id === customer_id) ?? false, known: testers !== undefined }
}
