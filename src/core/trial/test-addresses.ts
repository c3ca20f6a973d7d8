import { isMailAddress } from "../message/header-value"
import { type Problem, problemsOf } from "../problem"

/** More would be a mailing. */
export const MOST_TEST_ADDRESSES = 5
/** So many of those used last are offered again. */
export const REMEMBERED_ADDRESSES = 3

export const refuseAddress = problemsOf({
  "trial/address": {
    message: "{address} is no e-mail address and no telephone number.",
    hint: "Write an address as name@example.com, a number as +49 30 1234567.",
  },
  "trial/too-many-addresses": {
    message: "A test goes to {most} addresses at most.",
    hint: "Take some of them away.",
  },
  "trial/customers-address": {
    message: "{address} is the address of a customer who is not a test customer.",
    hint: "Take another address, or mark the customer as a test customer first.",
  },
  "trial/blocked-address": {
    message: "{address} gets no messages any more: one of them came back, or somebody complained.",
    hint: "Take another address.",
  },
})

export const isPhoneNumber = (text: string): boolean => /^\+?\d[\d ()./-]{4,28}$/.test(text)

/** Each once, without blanks around it. */
export const tidyAddresses = (to: string[]): string[] => {
  const seen = new Map<string, string>()
  for (const address of to.map((one) => one.trim()).filter(Boolean))
    if (!seen.has(address.toLowerCase())) seen.set(address.toLowerCase(), address)
  return [...seen.values()]
}

export function checkTestAddresses(to: string[], path: string): Problem[] {
  if (to.length > MOST_TEST_ADDRESSES)
    return [refuseAddress("trial/too-many-addresses", path, { most: MOST_TEST_ADDRESSES })]
  return to.flatMap((address, index) =>
    isMailAddress(address) || isPhoneNumber(address)
      ? []
      : [refuseAddress("trial/address", `${path}.${index}`, { address })],
  )
}

/** Those of them that a channel can write to. */
export const addressesFor = (kind: "email" | "phone" | "account" | "none", to: string[]): string[] =>
  kind === "email" ? to.filter(isMailAddress) : kind === "phone" ? to.filter(isPhoneNumber) : []
