import { addPlan, agree, notifyBySmtp, outcomes, queue, sendAll } from "../support/messages"
import { type MailServer, startMailServer } from "../support/smtp-server"
import { addPeople, createWorld, type World } from "../support/world"

describe("a mail server that takes nothing from this store (F26, G10)", () => {
  let server: MailServer
  let world: World
  let smtp: ReturnType<typeof notifyBySmtp>
  const open = async (made: Promise<MailServer>) => {
    server = await made
    smtp = notifyBySmtp(() => server.url)
    world = await createWorld({
      ports: { notify: smtp.notify },
      options: { public_url: "https://shop.test" },
    })
    const pids = await addPeople(
      world.database,
      Array.from({ length: 30 }, () => ({})),
    )
    await agree(world, pids)
    await queue(world, await addPlan(world), pids)
    await sendAll(world)
  }
  afterEach(async () => {
    smtp.close()
    await server.stop()
    await world.end()
  })

  const waitsWithoutBlame = async () => {
    const { queued = 0, "queued provider_refuses": refused = 0, ...others } = await outcomes(world)
    expect(others).toEqual({})
    expect(queued + refused).toBe(30)
    expect(refused).toBeGreaterThan(0)
    // The others keep their attempts.
    expect(queued).toBeGreaterThan(0)
    expect(await world.database.rows("select 1 from marketing_suppression")).toEqual([])
    expect((await world.marketing.readHealth()).breakers).toMatchObject([
      { name: "channel:email", reason: "provider_refuses" },
    ])
  }

  it.each([
    {
      at: "RCPT TO",
      code: 550,
      text: "5.1.8 <shop@example.test>: Sender address rejected: Domain not found",
    },
    { at: "RCPT TO", code: 554, text: "5.7.1 <ada@example.test>: Relay access denied" },
    { at: "MAIL FROM", code: 550, text: "5.7.1 You may not send as this address" },
    { at: "MAIL FROM", code: 530, text: "5.7.0 Authentication required" },
  ] as const)(
    "fails nobody, blocks no address and waits until it is put right: $code $text",
    async (against) => {
      await open(
        startMailServer().then((made) => {
          made.refuseAll(against)
          return made
        }),
      )
      await waitsWithoutBlame()
      server.refuseAll(null)
      world.clock.pass({ minutes: 10 })
      await sendAll(world)
      expect(await outcomes(world)).toEqual({ sent: 30 })
      expect(server.mails.length).toBe(30)
    },
  )

  it("whose certificate nobody trusts has got nothing: no message is of unknown outcome (G4)", async () => {
    await open(startMailServer({ secure: true }))
    await waitsWithoutBlame()
  })
})
