/** One GS1 application identifier: what its value looks like. */
export interface ApplicationIdentifier {
  readonly ai: string
  /** Shortest and longest value. */
  readonly min: number
  readonly max: number
  /** The value ends by its length alone: no separator needed behind it. */
  readonly fixed: boolean
  /** What the characters may be: digits, set 82, set 39, base64url, by part; the last part may be shorter. */
  readonly parts: readonly AiPart[]
}

/** A run of characters: `n` digits, `x` set 82, `y` set 39, `z` base64url. */
export interface AiPart {
  readonly set: 'n' | 'x' | 'y' | 'z'
  readonly length: number
  /** The part may be shorter than `length`, down to one character. */
  readonly upTo: boolean
  /** The part may be missing. */
  readonly optional: boolean
}

/**
 * AIs by the form of their value. A form is parts such as `n14`, `x..20`, `[n4]`; `*` before it says that no
 * separator follows. A range `310` with `/` is four digits, the last from 0 to the number after it.
 * Facts from the GS1 General Specifications, section 3.
 */
const forms: readonly (readonly [form: string, ais: string])[] = [
  ['*n18', '00'],
  ['*n14', '01 02 03'],
  ['*n6', '11 12 13 15 16 17'],
  ['*n2', '20'],
  ['*n13', '410 411 412 413 414 415 416 417'],
  [
    '*n6',
    `310/5 311/5 312/5 313/5 314/5 315/5 316/5 320/5 321/5 322/5 323/5 324/5 325/5 326/5 327/5 328/5 329/5
    330/5 331/5 332/5 333/5 334/5 335/5 336/5 337/5 340/5 341/5 342/5 343/5 344/5 345/5 346/5 347/5 348/5 349/5
    350/5 351/5 352/5 353/5 354/5 355/5 356/5 357/5 360/5 361/5 362/5 363/5 364/5 365/5 366/5 367/5 368/5 369/5`,
  ],
  ['x..20', '10 21 22 243 254 420 4318 7020 7021 7022 710 711 712 713 714 715 716 717 7240 8002 8012'],
  ['x..28', '235'],
  ['x..30', '240 241 250 251 400 401 403 4308 4319 7002 7023 8004 90'],
  ['n..6', '242'],
  ['n13 [x..17]', '253'],
  ['n13 [n..12]', '255'],
  ['n..8', '30 37'],
  ['n..15', '390/9 392/9'],
  ['n3 n..15', '391/9 393/9'],
  ['n4', '394/3 8111'],
  ['n6', '395/5 4326 7006 8005'],
  ['n17', '402'],
  ['n3 x..9', '421'],
  ['n3', '422 424 426'],
  ['n3 [n3] [n3] [n3] [n3]', '423 425'],
  ['x..3', '427 7008'],
  ['x..35', '4300 4301 4310 4311 4320'],
  ['x..70', '4302 4303 4304 4305 4306 4312 4313 4314 4315 4316 7257 8110 8112 8200'],
  ['x2', '4307 4317'],
  ['n10 n10', '4309'],
  ['n1', '4321 4322 4323 7252'],
  ['n6 n4', '4324 4325 7003'],
  ['n6 [x1]', '4330 4331 4332 4333'],
  ['n13', '7001'],
  ['n..4', '7004'],
  ['x..12', '7005'],
  ['n6 [n6]', '7007'],
  ['x..10', '7009 7255'],
  ['x..2', '7010'],
  ['n6 [n4]', '7011'],
  ['n3 x..27', '703/9'],
  ['n1 x1 x1 x1', '7040'],
  ['x..4', '7041'],
  ['x2 x..28', '723/9'],
  ['n2', '7241'],
  ['x..25', '7242 8013 8014 8020'],
  ['n8', '7250'],
  ['n8 n4', '7251'],
  ['x..40', '7253 7254 7259'],
  ['x..90', '7256 91 92 93 94 95 96 97 98 99'],
  ['x3', '7258'],
  ['n4 n5 n3 n1 n1', '8001'],
  ['n1 n13 [x..16]', '8003'],
  ['n14 n4', '8006 8026'],
  ['x..34', '8007'],
  ['n6 n2 [n2] [n2]', '8008'],
  ['x..50', '8009'],
  ['y..30', '8010'],
  ['n..12', '8011'],
  ['n18', '8017 8018'],
  ['n..10', '8019'],
  ['z..90', '8030'],
  ['n15', '8040 8041'],
  ['n32', '8042'],
  ['n18 [n..2]', '8043'],
]

/** Every AI by its digits. */
export const applicationIdentifiers: ReadonlyMap<string, ApplicationIdentifier> = new Map(
  forms.flatMap(([form, ais]) =>
    ais.split(/\s+/).flatMap((name) => expand(name).map((ai) => [ai, build(ai, form)] as const)),
  ),
)

function expand(name: string): string[] {
  const [stem = '', last] = name.split('/')
  return last === undefined ? [stem] : Array.from({ length: Number(last) + 1 }, (_, digit) => `${stem}${digit}`)
}

function build(ai: string, form: string): ApplicationIdentifier {
  const fixed = form.startsWith('*')
  const parts = form
    .slice(fixed ? 1 : 0)
    .split(' ')
    .map((part): AiPart => {
      const match = /^\[?([nxyz])(\.\.)?(\d+)\]?$/.exec(part)
      return {
        set: (match?.[1] ?? 'x') as AiPart['set'],
        length: Number(match?.[3]),
        upTo: match?.[2] !== undefined,
        optional: part.startsWith('['),
      }
    })
  const min = parts.reduce((sum, part) => sum + (part.optional ? 0 : part.upTo ? 1 : part.length), 0)
  const max = parts.reduce((sum, part) => sum + part.length, 0)
  return { ai, min, max, fixed, parts }
}

/** The AI that a run of digits starts with: two to four digits, never ambiguous. */
export function aiAt(text: string, at: number): ApplicationIdentifier | undefined {
  for (let length = 2; length <= 4; length++) {
    const found = applicationIdentifiers.get(text.slice(at, at + length))
    if (found !== undefined && found.ai.length === length) return found
  }
  return undefined
}

const sets: Readonly<Record<AiPart['set'], RegExp>> = {
  n: /^\d*$/,
  x: /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]*$/,
  y: /^[#\-/0-9A-Z]*$/,
  z: /^[-_A-Za-z0-9=]*$/,
}

/** Whether a value has its AI's form: length and characters, part by part. Check digits are looked at elsewhere. */
export function fitsAi({ min, max, parts }: ApplicationIdentifier, value: string): boolean {
  if (value.length < min || value.length > max) return false
  let at = 0
  for (const part of parts) {
    const rest = value.length - at
    if (rest === 0) return part.optional
    if (rest < part.length && !part.upTo) return false
    const piece = value.slice(at, at + part.length)
    if (!sets[part.set].test(piece)) return false
    at += piece.length
  }
  return at === value.length
}
