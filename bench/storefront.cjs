// A whole store of the bench, listening: `node storefront.cjs DIRECTORY`. Says at which port; what its parent asks for it does and answers.
require("ts-node").register({ swc: true, transpileOnly: true })
const { once } = require("node:events")
const express = require("express")
const { createPromotionsWorkflow } = require("@medusajs/medusa/core-flows")

const directory = process.argv[2]
const SHOPPERS = 10

const jobs = {
  /** A shop, people who are signed in, a coupon of ours, and a code of the core's that gives as much to everybody. */
  async furnish({ app, container }) {
    const { hireStaff, office, openShop, registerShopper } = require("../integration-tests/support/shop.ts")
    const shop = await openShop(container)
    const staff = await hireStaff(app, container)
    const shoppers = []
    for (let nth = 0; nth < SHOPPERS; nth++) shoppers.push(await registerShopper(app, shop, `Shopper${nth}`))
    const discount = { type: "percent", percent: 10 }
    const made = await office(app, staff)
      .post("/admin/marketing/coupon-templates", { name: "Bench", discount })
      .expect(200)
    const template_id = made.body.coupon_template.id
    const { promotionFor } = require("../src/benefits/coupon/template.ts")
    const code = "PLAIN"
    const promotion = promotionFor({ name: "Plain", discount, scope: { type: "order" } }, { id: code, code })
    await createPromotionsWorkflow(container).run({
      input: { promotionsData: [{ ...promotion, rules: [] }] },
    })
    return { shop, staff, shoppers, template_id, code }
  },
  async weigh() {
    const { user, system } = process.cpuUsage()
    return { bytes: process.memoryUsage().rss, worked_ms: (user + system) / 1000 }
  },
}

async function main() {
  const app = express()
  const store = await require("@medusajs/medusa/loaders/index").default({ directory, expressApp: app })
  const server = app.listen(0)
  await once(server, "listening")
  process.on("message", async (job) => {
    if (job === "close") {
      server.closeAllConnections()
      server.close()
      await store.shutdown()
      process.exit()
    }
    try {
      process.send({ done: await jobs[job]({ app, container: store.container }) })
    } catch (error) {
      process.send({ failed: error instanceof Error ? error.stack : String(error) })
    }
  })
  process.on("disconnect", () => process.exit())
  process.send({ done: server.address().port })
}

main().catch((error) => {
  process.send({ failed: error.stack })
  process.exit(1)
})
