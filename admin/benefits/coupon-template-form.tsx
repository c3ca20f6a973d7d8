import { Button, FocusModal, Heading, Input, Text, toast } from "@medusajs/ui"
import { useState } from "react"
import { type CouponTemplateDraft, type Discount, type Scope, useSaveCouponTemplate } from "../api/benefits"
import { Choose } from "../form/choose"
import { MoneyInput, NumberInput } from "../form/inputs"
import { Labelled } from "../form/labelled"
import { ThingPicker } from "../form/thing-picker"
import { useText } from "../i18n/use-text"
import { LEFT, useAction } from "../page/action"
import { useCurrencies } from "../page/currencies"
import { ProblemList } from "../page/problem-list"
import { useUnsaved } from "../page/unsaved"

const KINDS = ["percent", "amount", "free_shipping"] as const
const SCOPES = ["order", "products", "categories"] as const

/** A new coupon template. What it gives cannot change later, because people will hold it. */
export function CouponTemplateForm({ onClose }: { onClose: () => void }) {
  const { t } = useText()
  const currencies = useCurrencies()
  const [name, setName] = useState("")
  const [code, setCode] = useState("")
  const [kind, setKind] = useState<Discount["type"]>("percent")
  const [percent, setPercent] = useState<number | undefined>(10)
  const [amount, setAmount] = useState<number | undefined>()
  const [chosen, setCurrency] = useState<string | undefined>()
  const [scope, setScope] = useState<Scope>({ type: "order" })
  const [minimum, setMinimum] = useState<number | undefined>()
  const [days, setDays] = useState<number | undefined>(30)
  const [limit, setLimit] = useState<number | undefined>()
  const save = useSaveCouponTemplate()
  const currency = chosen ?? currencies[0] ?? "eur"

  const unsaved = useUnsaved({ name, code, kind, percent, amount, chosen, scope, minimum, days, limit })
  const close = async () => {
    if (await unsaved.ask()) onClose()
  }
  const create = useAction(async () => {
    const draft: CouponTemplateDraft = {
      name: name.trim(),
      discount: discountOf(kind, percent, amount, currency),
      scope: kind === "free_shipping" ? { type: "order" } : scope,
      minimum: minimum ? { amount: minimum, currency } : null,
      valid_days: days ?? null,
      grant_limit: limit ?? null,
    }
    if (code.trim()) draft.code = code.trim().toUpperCase()
    await save.mutateAsync(draft)
    toast.success(t("benefits.created", { name: draft.name }))
    onClose()
    return LEFT
  }, "benefits.notCreated")

  return (
    <FocusModal open onOpenChange={(stay) => !stay && void close()}>
      <FocusModal.Content>
        <FocusModal.Header>
          <FocusModal.Title asChild>
            <span className="sr-only">{t("benefits.create")}</span>
          </FocusModal.Title>
          <FocusModal.Description asChild>
            <span className="sr-only">{t("benefits.formText")}</span>
          </FocusModal.Description>
        </FocusModal.Header>
        <FocusModal.Body className="flex-1 overflow-y-auto">
          <div className="mx-auto flex w-full max-w-[720px] flex-col gap-y-6 px-4 py-10">
            <div>
              <Heading level="h1">{t("benefits.create")}</Heading>
              <Text size="small" className="text-ui-fg-subtle">
                {t("benefits.formText")}
              </Text>
            </div>
            <div className="grid gap-6 md:grid-cols-2">
              <Labelled label={t("benefits.name")}>
                {(id) => <Input id={id} autoFocus value={name} onChange={(e) => setName(e.target.value)} />}
              </Labelled>
              <Labelled label={t("benefits.code")} hint={t("benefits.codeText")}>
                {(id) => (
                  <Input
                    id={id}
                    placeholder="WINBACK10"
                    value={code}
                    onChange={(e) => setCode(e.target.value.toUpperCase())}
                  />
                )}
              </Labelled>
              <Labelled label={t("benefits.discount")}>
                {(id) => (
                  <Choose
                    id={id}
                    value={kind}
                    options={KINDS.map((k) => ({ value: k, label: t(`benefits.kinds.${k}`) }))}
                    onChange={(k) => setKind(k as Discount["type"])}
                  />
                )}
              </Labelled>
              {kind === "percent" ? (
                <Labelled label={t("benefits.percent")}>
                  {(id) => (
                    <NumberInput id={id} whole min={1} max={100} value={percent} onChange={setPercent} />
                  )}
                </Labelled>
              ) : null}
              {kind === "amount" ? (
                <Labelled label={t("benefits.amount")}>
                  {(id) => (
                    <div className="flex items-center gap-2">
                      <MoneyInput id={id} value={amount} currency={currency} onChange={setAmount} />
                      <Choose
                        label={t("rules.currency")}
                        className="w-24"
                        value={currency}
                        options={currencies.map((c) => ({ value: c, label: c.toUpperCase() }))}
                        onChange={setCurrency}
                      />
                    </div>
                  )}
                </Labelled>
              ) : null}
              {kind === "free_shipping" ? null : <ScopeChoice scope={scope} onChange={setScope} />}
              <Labelled
                label={t("benefits.minimum", { currency: currency.toUpperCase() })}
                hint={t("benefits.minimumText")}
              >
                {(id) => <MoneyInput id={id} value={minimum} currency={currency} onChange={setMinimum} />}
              </Labelled>
              <Labelled label={t("benefits.validDays")} hint={t("benefits.validDaysText")}>
                {(id) => <NumberInput id={id} whole min={1} value={days} onChange={setDays} />}
              </Labelled>
              <Labelled label={t("benefits.limit")} hint={t("benefits.limitText")}>
                {(id) => (
                  <NumberInput id={id} className="w-40" whole min={1} value={limit} onChange={setLimit} />
                )}
              </Labelled>
            </div>
            <ProblemList problems={create.problems} />
          </div>
        </FocusModal.Body>
        <FocusModal.Footer>
          <Button size="small" variant="secondary" onClick={() => void close()}>
            {t("page.cancel")}
          </Button>
          <Button
            size="small"
            disabled={!name.trim() || (kind === "amount" && !amount) || (kind === "percent" && !percent)}
            isLoading={create.busy}
            onClick={() => create.run()}
          >
            {t("benefits.create")}
          </Button>
        </FocusModal.Footer>
      </FocusModal.Content>
    </FocusModal>
  )
}

function discountOf(
  kind: Discount["type"],
  percent: number | undefined,
  amount: number | undefined,
  currency: string,
): Discount {
  if (kind === "percent") return { type: "percent", percent: percent ?? 0 }
  if (kind === "amount") return { type: "amount", amount: amount ?? 0, currency }
  return { type: "free_shipping" }
}

function ScopeChoice({ scope, onChange }: { scope: Scope; onChange: (scope: Scope) => void }) {
  const { t } = useText()
  return (
    <Labelled label={t("benefits.scope")}>
      {(id) => (
        <>
          <Choose
            id={id}
            value={scope.type}
            options={SCOPES.map((s) => ({ value: s, label: t(`benefits.scopeNames.${s}`) }))}
            onChange={(s) =>
              onChange(s === "order" ? { type: "order" } : { type: s as "products" | "categories", ids: [] })
            }
          />
          {scope.type === "order" ? null : (
            <ThingPicker
              source={scope.type === "products" ? "product" : "category"}
              ids={scope.ids}
              label={t(`rules.more.${scope.type === "products" ? "product" : "category"}`)}
              onChange={(ids) => onChange({ ...scope, ids })}
            />
          )}
        </>
      )}
    </Labelled>
  )
}
