import { type SmtpError, smtpFailure } from "./failure"

const error = (message: string, more: Partial<SmtpError> = {}): SmtpError =>
  Object.assign(new Error(message), more)
const said = (command: string, response: string): SmtpError =>
  error("Recipient command failed", {
    code: "EENVELOPE",
    command,
    response,
    responseCode: Number(response.slice(0, 3)),
  })

describe("whom a mail server's no concerns (G4, F26)", () => {
  it.each([
    ["550 5.1.1 <ada@example.test>: Recipient address rejected: User unknown", "bounced"],
    ["550 5.1.10 RESOLVER.ADR.RecipientNotFound", "bounced"],
    ["550 No such user here", "refused"],
    ["550 5.2.1 The mailbox is disabled", "refused"],
    ["552 5.2.2 Mailbox full", "refused"],
    ["550 5.2.1 <relay@example.test>: mailbox disabled", "refused"],
    ["550 no mailbox here for sender.one@relay.example.test", "refused"],
    ["550 5.7.1 <ada@example.test>: Relaying denied", "unwelcome"],
    ["450 4.2.0 Greylisted", "deferred"],
    ["421 4.7.0 Try again later", "down"],
    ["550 5.1.8 <shop@shop.test>: Sender address rejected: Domain not found", "unwelcome"],
    ["553 5.1.7 <shop@shop.test>: Bad sender address syntax", "unwelcome"],
    ["553 5.7.1 <shop@shop.test>: Sender address rejected: not owned by user shop", "unwelcome"],
    ["554 5.7.1 <ada@example.test>: Relay access denied", "unwelcome"],
    ["550 relay not permitted", "unwelcome"],
    ["530 5.7.0 Authentication required", "unwelcome"],
    ["554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org", "unwelcome"],
  ])("told who it is for, %s: %s", (response, failure) => {
    expect(smtpFailure(said("RCPT TO", response), true).failure).toBe(failure)
  })

  it.each([
    ["MAIL FROM", "550 5.7.1 You may not send from here", "unwelcome"],
    ["MAIL FROM", "530 5.7.0 Must issue a STARTTLS command first", "unwelcome"],
    ["MAIL FROM", "550 5.1.1 no such sender", "unwelcome"],
    ["MAIL FROM", "552 5.3.4 Message size exceeds fixed limit", "refused"],
    ["DATA", "554 5.6.0 Message content rejected", "refused"],
    ["DATA", "550 5.7.26 Unauthenticated email is not accepted due to domain's DMARC policy", "unwelcome"],
    ["DATA", "550 5.4.5 Daily user sending limit exceeded", "unwelcome"],
  ])("told %s, %s: %s", (command, response, failure) => {
    expect(smtpFailure(said(command, response), true).failure).toBe(failure)
  })

  it("before the message's turn nothing can have arrived, whatever went wrong", () => {
    const of = (message: string, more?: Partial<SmtpError>) =>
      smtpFailure(error(message, { command: "CONN", ...more }), false).failure
    expect(of("connect ECONNREFUSED 127.0.0.1:25", { code: "ESOCKET" })).toBe("down")
    expect(of("getaddrinfo ENOTFOUND mail.example", { code: "EDNS" })).toBe("down")
    expect(of("Greeting never received", { code: "ETIMEDOUT" })).toBe("down")
    expect(of("Unexpected socket close")).toBe("down")
    expect(of("read ECONNRESET", { code: "ESOCKET" })).toBe("down")
    expect(of("Invalid greeting. response=HTTP/1.1 400 Bad Request", { code: "EPROTOCOL" })).toBe("down")
    expect(of("Invalid greeting", { code: "EPROTOCOL", responseCode: 554 })).toBe("unwelcome")
    expect(of("certificate has expired", { code: "ESOCKET" })).toBe("unwelcome")
    expect(of("error:0A00010B:SSL routines::wrong version number", { code: "ESOCKET" })).toBe("unwelcome")
    expect(of("Invalid login: 535 5.7.8 Bad credentials", { code: "EAUTH", responseCode: 535 })).toBe(
      "unwelcome",
    )
  })

  it("a connection that breaks in its turn leaves it unknown", () => {
    expect(smtpFailure(error("Timeout", { code: "ETIMEDOUT", command: "CONN" }), true).failure).toBe(
      "unknown",
    )
    expect(smtpFailure(error("read ECONNRESET", { code: "ESOCKET" }), true).failure).toBe("unknown")
  })
})
