import type { MedusaContainer } from "@medusajs/framework/types"
import { MathBN } from "@medusajs/framework/utils"
import { createCartCreditLinesWorkflow, deleteCartCreditLinesWorkflow } from "@medusajs/medusa/core-flows"
import { creditOf, POINTS_REFERENCE } from "../core/ledger/credit-line"
import { Conflict } from "../core/problem"
import { beingCompleted } from "../modules/marketing/benefits/change-hold"
import { aloneAtCart, refreshPayment } from "./alone-at-cart"
import { type CartView, logOf, readCart, readOwnCart, verbsOf } from "./read-cart"

type Asked = { cart_id: string; customer_id: string }
type Taken = { hold_id: number; points: number; amount: number }

/** A credit line that differs by less than this from what it should be is right: sums of long fractions tremble. */
const TREMBLE = "0.000000001"

/**
 * Pays a part of the cart with points: sets them aside in the purse and puts a credit line on the cart, in place of the one
 * before. As many as were asked for, but no more than the cart costs, rounded to the cent. Answers what lies on the cart in
 * the end: the payment is refreshed after that, and whoever changes the cart meanwhile may make them fewer.
 */
export async function applyPoints(
  container: MedusaContainer,
  asked: Asked & { points: number },
): Promise<{ points: number; amount: number }> {
  await refuseAtOnce(container, asked)
  return aloneAtCart(container, asked.cart_id, () => putPointsOn(container, asked))
}

async function putPointsOn(container: MedusaContainer, asked: Asked & { points: number }) {
  const cart = await readOwnCart(container, asked.cart_id, asked.customer_id)
  const verbs = verbsOf(container)
  const taken = await verbs.holdPoints({
    ...asked,
    payable: cart.due.minor,
    currency: cart.currency,
  })
  const added: string[] = []
  try {
    // What was on the cart when it was read, and what came on it since: both belong to holds that are void now.
    await removeLines(container, [...idsOf(cart), ...(taken.replaced_line ? [taken.replaced_line] : [])])
    added.push(await addLine(container, cart, taken))
    await refreshPayment(container, cart.id)
  } catch (error) {
    await verbs.voidHold(taken.hold_id)
    await removeLines(container, added)
    throw error
  }
  const held = await verbs.readHold(cart.id)
  return { points: held?.points ?? 0, amount: held?.amount ?? 0 }
}

/** Takes the points off the cart; they can be spent again. Throws Conflict while the cart is being completed. */
export async function removePoints(container: MedusaContainer, asked: Asked): Promise<void> {
  await refuseAtOnce(container, asked)
  await aloneAtCart(container, asked.cart_id, () => takePointsOff(container, asked))
}

/** Nobody waits for a cart that is another's, or is becoming an order. */
async function refuseAtOnce(container: MedusaContainer, { cart_id, customer_id }: Asked): Promise<void> {
  await readOwnCart(container, cart_id, customer_id)
  const hold = await verbsOf(container).readHold(cart_id)
  if (hold?.state === "reserved") throw beingCompleted()
}

async function takePointsOff(container: MedusaContainer, asked: Asked): Promise<void> {
  const cart = await readOwnCart(container, asked.cart_id, asked.customer_id)
  const verbs = verbsOf(container)
  const hold = await verbs.readHold(cart.id)
  const line = hold ? await verbs.voidHold(hold.id) : null
  await removeLines(container, [...idsOf(cart), ...(line ? [line] : [])])
  await refreshPayment(container, cart.id)
}

/**
 * A cart that got cheaper (a line removed, a code added) must not owe the shopper money: the points on it shrink to what
 * they may pay, and leave no fraction of a cent where they pay it all. In a cart that changed its currency they pay what
 * they are worth there, or leave it. Costs one small query for carts without points. Answers whether something was changed.
 */
export async function clampPoints(container: MedusaContainer, cart_id: string): Promise<boolean> {
  const verbs = verbsOf(container)
  const hold = await verbs.readHold(cart_id)
  if (!hold) return false
  const cart = await readCart(container, cart_id)
  if (!cart || cart.completed) return false
  if (fits(cart, hold)) return false
  const fitting = await verbs.refitHold(hold, {
    payable: cart.due.minor,
    currency: cart.currency,
  })
  if (fitting === undefined) return false
  await removeLines(container, idsOf(cart))
  if (fitting) await addLine(container, cart, fitting)
  else logOf(container)(`marketing: the points on cart ${cart_id} pay nothing any more; they are free again`)
  return true
}

/** A hold without a line is just being put on the cart, or taken off it. */
function fits(cart: CartView, hold: { id: number; amount: number; currency: string }): boolean {
  if (cart.below_zero || cart.currency !== hold.currency) return false
  const line = cart.points_lines.find((one) => one.hold_id === hold.id)
  const credit = creditOf(hold.amount, cart.due, cart.currency)
  return !line || MathBN.lte(MathBN.abs(MathBN.sub(line.amount, credit)), TREMBLE)
}

const idsOf = (cart: CartView): string[] => cart.points_lines.map((line) => line.id)

async function removeLines(container: MedusaContainer, ids: string[]): Promise<void> {
  const id = [...new Set(ids)]
  if (id.length > 0) await deleteCartCreditLinesWorkflow(container).run({ input: { id } })
}

async function addLine(container: MedusaContainer, cart: CartView, taken: Taken): Promise<string> {
  const { result } = await createCartCreditLinesWorkflow(container).run({
    input: [
      {
        cart_id: cart.id,
        // The core keeps every digit of an amount in this form, which its type of this workflow alone leaves out.
        amount: { value: creditOf(taken.amount, cart.due, cart.currency) } as unknown as number,
        reference: POINTS_REFERENCE,
        reference_id: String(taken.hold_id),
        metadata: { points: taken.points },
      },
    ],
  })
  const line = (result as { id: string }[])[0]!
  if (await verbsOf(container).linkHold(taken.hold_id, line.id)) return line.id
  // Somebody put points on the same cart at the same moment: theirs stand, this line must not.
  await deleteCartCreditLinesWorkflow(container).run({ input: { id: [line.id] } })
  throw new Conflict("points/changed", "The points on this cart were changed at the same moment.")
}
