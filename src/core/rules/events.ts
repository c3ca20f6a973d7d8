import { FLAGS, PRODUCT_KEYS } from "./sources"

type Texts = { en: string; zhCN: string }

/** Something an event says beside when and who, as rules can ask for it. */
export type EventProperty = { key: string; holds: "text" | "number"; label: Texts }

/** An event that people know by a name; a store's own events go by the name they came in under. */
export type KnownEvent = {
  name: string
  /** Whose word counts: what the store reads off its own rows, no storefront may say. */
  told_by: "store" | "storefront"
  label: Texts
  /** Within a sentence, after "who". */
  said: Texts
  /** What it means. One without it is recorded too, but better asked for by another: it shows in histories. */
  hint?: Texts
  /** Ids of things of the shop that it can be narrowed by, the likeliest first, and what an order is or is not. */
  narrow: readonly string[]
  properties: readonly EventProperty[]
  /** Amounts can be measured. */
  money?: boolean
}

const ORDER = [...PRODUCT_KEYS, "variant_id", "sales_channel_id", "source", ...FLAGS]
const PRODUCT = [...PRODUCT_KEYS]
const NOTHING: readonly string[] = []

const store = (
  name: string,
  label: [string, string],
  said: [string, string],
  hint: [string, string] | null,
  narrow: readonly string[] = NOTHING,
  money = false,
): KnownEvent => ({
  name,
  told_by: "store",
  label: texts(label),
  said: texts(said),
  ...(hint ? { hint: texts(hint) } : {}),
  narrow,
  properties: [],
  money,
})

const storefront = (
  name: string,
  label: [string, string],
  said: [string, string],
  hint: [string, string],
  narrow: readonly string[] = NOTHING,
  ...properties: EventProperty[]
): KnownEvent => ({
  name,
  told_by: "storefront",
  label: texts(label),
  said: texts(said),
  hint: texts(hint),
  narrow,
  properties,
})

const texts = ([en, zhCN]: [string, string]): Texts => ({ en, zhCN })
const text = (key: string, ...label: [string, string]): EventProperty => ({
  key,
  holds: "text",
  label: texts(label),
})
const number = (key: string, ...label: [string, string]): EventProperty => ({
  key,
  holds: "number",
  label: texts(label),
})

const path = text("path", "page", "页面")
const quantity = number("quantity", "pieces", "件数")
const account = text("account", "account", "账号")
const chat = text("group", "group chat", "群聊")
const rep = text("rep", "sales rep", "导购")

/** All of them, in the order in which rules offer them. */
export const KNOWN_EVENTS: readonly KnownEvent[] = [
  store(
    "purchase",
    ["Bought (paid)", "购买（已付款）"],
    ["made a purchase", "完成购买"],
    ["Orders that are paid and not cancelled", "已付款且未取消的订单"],
    ORDER,
    true,
  ),
  store(
    "order_placed",
    ["Placed an order", "下单"],
    ["placed an order", "下单"],
    ["Any order, paid or not", "所有订单，含未付款"],
    ORDER,
    true,
  ),
  store(
    "refund",
    ["Was refunded", "退款"],
    ["got a refund", "退款"],
    ["Money was given back", "发生过退款"],
    ["sales_channel_id", "source"],
    true,
  ),
  store(
    "cart_open",
    ["Has in the open cart", "购物车中有"],
    ["have an open cart", "有未结购物车"],
    ["What is in the cart now", "购物车中现有的商品"],
    [...PRODUCT_KEYS, "variant_id"],
    true,
  ),
  store(
    "cart_updated",
    ["Changed the cart", "更新购物车"],
    ["changed the cart", "更新购物车"],
    ["Something was put in or taken out", "加入或移出商品"],
    PRODUCT,
  ),
  store(
    "checkout_started",
    ["Started checkout", "进入结账"],
    ["started checkout", "开始结账"],
    ["Went to the checkout", "进入过结账页面"],
  ),
  storefront(
    "visited",
    ["Visited the shop", "访问商城"],
    ["visited the shop", "访问商城"],
    ["Came to the shop", "访问过商城"],
  ),
  storefront(
    "product_viewed",
    ["Viewed a product", "浏览商品"],
    ["viewed a product", "浏览商品"],
    ["Looked at a product page", "浏览过商品页面"],
    PRODUCT,
  ),
  storefront(
    "category_viewed",
    ["Viewed a category", "浏览分类"],
    ["viewed a category", "浏览分类"],
    ["Looked at the page of a category", "浏览过分类页面"],
    ["category_id"],
  ),
  storefront(
    "page_viewed",
    ["Viewed a page", "浏览页面"],
    ["viewed a page", "浏览页面"],
    ["Opened any page of the shop", "打开过商城任意页面"],
    NOTHING,
    path,
  ),
  storefront(
    "searched",
    ["Searched", "搜索"],
    ["searched", "搜索"],
    ["Used the search of the shop", "使用过商城搜索"],
    NOTHING,
    text("query", "searched for", "搜索词"),
    number("results", "results", "结果数"),
  ),
  storefront(
    "added_to_cart",
    ["Put into the cart", "加入购物车"],
    ["put something into the cart", "加入购物车"],
    ["Put a product into the cart, even if it was taken out again", "将商品加入过购物车，即使之后移出"],
    PRODUCT,
    quantity,
  ),
  storefront(
    "removed_from_cart",
    ["Took out of the cart", "移出购物车"],
    ["took something out of the cart", "移出购物车"],
    ["Took a product out of the cart", "将商品移出过购物车"],
    PRODUCT,
    quantity,
  ),
  storefront(
    "wishlist_added",
    ["Put on the wish list", "加入心愿单"],
    ["put something on the wish list", "加入心愿单"],
    ["Put a product on a wish list, even if it was taken off again", "将商品加入过心愿单，即使之后移出"],
    PRODUCT,
  ),
  storefront(
    "wishlist_removed",
    ["Took off the wish list", "移出心愿单"],
    ["took something off the wish list", "移出心愿单"],
    ["Took a product off a wish list", "将商品移出过心愿单"],
    PRODUCT,
  ),
  storefront(
    "shared",
    ["Shared", "分享"],
    ["shared something", "分享"],
    ["Shared a product or a page", "分享过商品或页面"],
    PRODUCT,
    text("channel", "shared by", "分享渠道"),
  ),
  storefront(
    "left_page",
    ["Left a page", "离开页面"],
    ["left a page", "离开页面"],
    ["How long somebody stayed: sum the seconds", "停留时长：对秒数求和"],
    PRODUCT,
    number("seconds", "seconds stayed", "停留秒数"),
    path,
  ),
  storefront(
    "followed",
    ["Followed an account", "关注账号"],
    ["followed an account", "关注账号"],
    ["Began to follow an account of the shop", "开始关注店铺账号"],
    NOTHING,
    account,
  ),
  storefront(
    "unfollowed",
    ["Unfollowed an account", "取消关注账号"],
    ["unfollowed an account", "取消关注账号"],
    ["Stopped following an account of the shop", "取消关注店铺账号"],
    NOTHING,
    account,
  ),
  storefront(
    "joined_group",
    ["Joined a group chat", "加入群聊"],
    ["joined a group chat", "加入群聊"],
    ["Came into a group chat of the shop", "加入过店铺群聊"],
    NOTHING,
    chat,
  ),
  storefront(
    "left_group",
    ["Left a group chat", "退出群聊"],
    ["left a group chat", "退出群聊"],
    ["Went out of a group chat of the shop", "退出过店铺群聊"],
    NOTHING,
    chat,
  ),
  storefront(
    "became_contact",
    ["Became a contact of a sales rep", "成为导购好友"],
    ["became a contact of a sales rep", "成为导购好友"],
    ["Added a sales rep, or was added by one", "添加了导购，或被导购添加"],
    NOTHING,
    rep,
  ),
  store("order_paid", ["Paid an order", "支付订单"], ["paid an order", "支付订单"], null),
  store("order_cancelled", ["Cancelled an order", "取消订单"], ["cancelled an order", "取消订单"], null),
  store("customer_created", ["Became a customer", "成为客户"], ["became a customer", "成为客户"], null),
]

const BY_NAME = new Map(KNOWN_EVENTS.map((event) => [event.name, event]))
export const knownEvent = (name: string): KnownEvent | undefined => BY_NAME.get(name)

/** What a property of an event is called; undefined: nobody named it. */
export const propertyLabel = (event: string, key: string): Texts | undefined =>
  knownEvent(event)?.properties.find((property) => property.key === key)?.label
