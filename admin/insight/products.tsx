import { Table, Text } from "@medusajs/ui"
import type { Insight, ProductSales } from "../../src/core/insight/insight"
import { useText } from "../i18n/use-text"
import { Behind, Section } from "../page/section"
import { peopleOf } from "./profile-rows"
import { Share, useGroupNames } from "./spread"

/** What most people of the segment bought. */
export function Products({ insight }: { insight: Insight }) {
  const { t } = useText()
  const names = useGroupNames(insight)
  const of = peopleOf(insight)
  return (
    <Section title={t("insight.products")} subtitle={t("insight.productsText")}>
      {insight.products.length === 0 ? (
        <Text size="small" className="text-ui-fg-subtle px-6 py-4">
          {t("insight.noPurchases")}
        </Text>
      ) : (
        <div className="overflow-x-auto">
          <Table aria-label={t("insight.products")}>
            <Table.Header>
              <Table.Row>
                <Table.HeaderCell>{t("insight.product")}</Table.HeaderCell>
                <Table.HeaderCell className="text-end">
                  {t("insight.buyersAmong", { group: names.segment })}
                </Table.HeaderCell>
                <Table.HeaderCell className="text-end">
                  {t("insight.buyersAmong", { group: names.compare })}
                </Table.HeaderCell>
                <Table.HeaderCell className="text-end">
                  {t("insight.paidBy", { group: names.segment })}
                </Table.HeaderCell>
                <Table.HeaderCell className="text-end">
                  {t("insight.paidBy", { group: names.compare })}
                </Table.HeaderCell>
              </Table.Row>
            </Table.Header>
            <Table.Body>
              {insight.products.map((product) => (
                <Table.Row key={product.product_id}>
                  <Table.Cell className="max-w-[280px] truncate">
                    <Behind to={product.in_store ? `/products/${product.product_id}` : undefined}>
                      {product.title}
                    </Behind>
                  </Table.Cell>
                  <Share people={product.buyers.segment} of={of.segment} strong />
                  <Share people={product.buyers.compare} of={of.compare} />
                  <Amounts product={product} group="segment" />
                  <Amounts product={product} group="compare" />
                </Table.Row>
              ))}
            </Table.Body>
          </Table>
        </div>
      )}
    </Section>
  )
}

function Amounts({ product, group }: { product: ProductSales; group: "segment" | "compare" }) {
  const { money } = useText()
  return (
    <Table.Cell className="text-end tabular-nums">
      {product.amounts.map((amount) => (
        <div key={amount.currency}>{money(amount[group], amount.currency)}</div>
      ))}
    </Table.Cell>
  )
}
