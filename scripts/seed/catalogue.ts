/** The demo store's shelves: three floors of a house-and-garden shop. Prices in EUR minor units. */
export type Shelf = { parent: string; name: string; prices: [low: number, high: number]; products: string[] }

const shelf = (parent: string, name: string, low: number, high: number, products: string): Shelf => ({
  parent,
  name,
  prices: [low, high],
  products: products.split(", "),
})

export const shelves: Shelf[] = [
  shelf(
    "Kitchen",
    "Cookware",
    2490,
    18900,
    "Cast Iron Pot, Copper Saucepan, Carbon Steel Pan, Steamer Basket, Grill Pan, Stock Pot, Wok with Lid, Milk Pan, Roasting Tin, Casserole Dish",
  ),
  shelf(
    "Kitchen",
    "Knives & Boards",
    1490,
    14900,
    "Chef's Knife, Bread Knife, Paring Knife, Santoku Knife, Oak Cutting Board, Olive Wood Board, Knife Block, Whetstone, Herb Scissors, Magnetic Rail",
  ),
  shelf(
    "Kitchen",
    "Tableware",
    690,
    7900,
    "Stoneware Plate, Soup Bowl, Pasta Plate, Espresso Cups, Water Carafe, Wine Glasses, Salad Servers, Cutlery Set, Serving Platter, Butter Dish",
  ),
  shelf(
    "Kitchen",
    "Coffee & Tea",
    790,
    24900,
    "House Espresso Beans, Filter Roast, Decaf Beans, Pour-Over Dripper, Hand Grinder, French Press, Moka Pot, Green Tea Sencha, Earl Grey Leaves, Milk Frother",
  ),
  shelf(
    "Living",
    "Lighting",
    1990,
    29900,
    "Reading Lamp, Paper Lantern, Floor Lamp Arc, Pendant Dome, Bedside Light, Garden Lantern, Clip Spotlight, String Lights, Table Lamp Linen, Wall Sconce",
  ),
  shelf(
    "Living",
    "Textiles",
    1290,
    15900,
    "Wool Blanket, Linen Cushion, Cotton Throw, Velvet Cushion, Jute Rug, Kilim Runner, Linen Curtain, Sheepskin, Quilted Bedspread, Door Mat",
  ),
  shelf(
    "Living",
    "Decor",
    490,
    8900,
    "Stoneware Vase, Scented Candle, Oak Picture Frame, Wall Mirror Round, Dried Flowers, Brass Bowl, Wall Clock, Book Ends, Storage Basket, Candle Holder",
  ),
  shelf(
    "Living",
    "Furniture",
    7900,
    89900,
    "Side Table Oak, Bar Stool, Bookshelf Low, Lounge Chair, Coat Stand, Bench Pine, Writing Desk, Bedside Cabinet, Shoe Rack, Folding Chair",
  ),
  shelf(
    "Bath",
    "Towels",
    990,
    6900,
    "Waffle Towel, Bath Sheet, Guest Towel Set, Hammam Towel, Bath Mat, Bathrobe, Face Cloths, Beach Towel, Sauna Towel, Hair Turban",
  ),
  shelf(
    "Bath",
    "Care",
    390,
    3900,
    "Olive Soap, Shampoo Bar, Body Oil, Hand Cream, Bath Salts, Lip Balm, Sea Sponge, Nail Brush, Shaving Soap, Face Oil",
  ),
  shelf(
    "Garden",
    "Tools",
    790,
    9900,
    "Hand Trowel, Pruning Shears, Watering Can, Garden Fork, Leaf Rake, Dibber, Garden Gloves, Kneeling Pad, Hose Reel, Seed Sower",
  ),
  shelf(
    "Garden",
    "Plants & Pots",
    390,
    12900,
    "Terracotta Pot, Hanging Planter, Herb Trio, Olive Tree, Lavender, Tomato Seeds, Raised Bed, Potting Soil, Fern, Window Box",
  ),
  shelf(
    "Garden",
    "Outdoor Dining",
    1490,
    49900,
    "Picnic Blanket, Enamel Mugs, Charcoal Grill, Fire Bowl, Folding Table, Parasol, Cool Bag, Lantern Set, Bistro Chair, Hammock",
  ),
  shelf(
    "Kids",
    "Toys",
    690,
    7900,
    "Wooden Train, Building Blocks, Plush Bear, Memory Game, Shape Sorter, Puppet Theatre, Watercolours, Pull-Along Duck, Marble Run, Jigsaw Farm",
  ),
  shelf(
    "Kids",
    "Kids' Room",
    1290,
    24900,
    "Night Light Moon, Toy Chest, Growth Chart, Step Stool, Baby Blanket, Bed Tent, Coat Hooks, Play Mat, Bunting, Picture Shelf",
  ),
]

/** Codes that ran during the year, with the share they took off. */
export const codes = [
  { code: "WELCOME10", percent: 10, name: "Welcome, 10 % off" },
  { code: "SUMMER15", percent: 15, name: "Summer, 15 % off" },
  { code: "WINTER20", percent: 20, name: "Winter sale, 20 % off" },
] as const
