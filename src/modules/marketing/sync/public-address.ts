import { BlockList, isIP } from "node:net"

/** Not the internet (IANA's special-purpose registry): this machine, private nets, link-local and cloud metadata, tests, multicast. */
const INSIDE_4: [string, number][] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
]
/** Of IPv6 only what is handed out to the internet is it; inside that, what carries an IPv4 address or nobody's. */
const OUTSIDE_6: [string, number] = ["2000::", 3]
const INSIDE_6: [string, number][] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
]

const inside = new BlockList()
for (const [net, bits] of INSIDE_4) inside.addSubnet(net, bits, "ipv4")
for (const [net, bits] of INSIDE_6) inside.addSubnet(net, bits, "ipv6")
const handedOut = new BlockList()
handedOut.addSubnet(...OUTSIDE_6, "ipv6")

/** Whether an address belongs to the internet, so that a request to it reaches nothing of ours (S19). */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !inside.check(address, "ipv4")
  return family === 6 && handedOut.check(address, "ipv6") && !inside.check(address, "ipv6")
}
