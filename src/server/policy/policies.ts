import { createHash } from 'node:crypto'
import { assert, type Clock, err, type Fault, FaultError, ok, type Result } from '../../base/index.ts'
import { type Role, type SiteFile, type SiteState, whoTraces } from '../../model/index.ts'
import {
  type Activation,
  type AgreementRecord,
  agreementInForce,
  agreementWords,
  changesSince,
  decide,
  type EffectivePolicy,
  type Grain,
  type GrainChanges,
  grainDefault,
  grainOf,
  isDataWay,
  isNamedWay,
  isNumberId,
  type Manifest,
  type ManifestChange,
  type ManifestRoute,
  type Missing,
  manifestOf,
  missingFor,
  type Narrowing,
  narrowingOf,
  narrowingOfActivation,
  numberParameter,
  type Pack,
  type PolicyRecord,
  packsFor,
  readRecord,
  resolve,
  type SetId,
  wideningFaults,
} from '../../policy/index.ts'
import { fileWidens, stateLeft } from '../sites/file-widens.ts'
import { openPolicyStore } from './store.ts'

/** All that there is to say of a site's policy now. */
export interface SitePolicy {
  readonly packs: readonly Pack[]
  readonly policy: EffectivePolicy
  readonly records: readonly PolicyRecord[]
  readonly agreement: AgreementRecord | undefined
  readonly activation: Activation | undefined
  readonly missing: readonly Missing[]
  /** What this release changes against what the site was activated with. */
  readonly changes: readonly ManifestChange[]
  readonly simulated: boolean
}

/** The policy of every site of a folder: what is recorded, what follows from it, and who may do what by it. */
export interface Policies {
  of(file: SiteFile): SitePolicy
  /** The policy alone, kept between askings. */
  policyOf(file: SiteFile): EffectivePolicy
  isSimulated(file: SiteFile): boolean
  /** Takes a record, whole or not at all; an agreement that widens is refused with both values. */
  record(file: SiteFile, value: unknown): Result<PolicyRecord, readonly Fault[]>
  /** Faults that keep a site file from coming into force: what is missing for its activation, or what would widen. */
  faultsOf(file: SiteFile, before: SiteFile | undefined): readonly Fault[]
  /** The state in which a stored file runs: an active one whose activation is not recorded runs as a draft. */
  stateOf(file: SiteFile): SiteState
  /** Notes that a site became active, with all that this release can do. */
  activated(file: SiteFile): void
  /** Tells the ways in and out of the running server; activations that knew none get them now. */
  useRoutes(routes: readonly ManifestRoute[], streams: readonly string[], files: readonly SiteFile[]): void
  readonly manifest: Manifest
  /** Refuses a way that the site's policy leaves out (POLICY_OFF). */
  check(file: SiteFile, asked: { route?: ManifestRoute; role?: Role; needs?: Needed }): void
  isOn(file: SiteFile, id: SetId, member: string): boolean
  /** Of the namespaces that a site file takes, those that the agreement names too. */
  extensionsOf(file: SiteFile, namespaces: readonly string[]): readonly string[]
  /** What the agreement of a site leaves to people, a line each; printed with every export. */
  promisesOf(file: SiteFile): readonly string[]
  /** Lays simulated records, marked so, under a site that has no others; each start of the demonstration renews them. */
  simulate(file: SiteFile, records: readonly PolicyRecord[]): void
}

/** What a way out shows or takes, by the ids of the allow-lists. */
export type Needed = Readonly<Partial<Record<Exclude<SetId, 'roles'>, readonly string[]>>>

type Worked = Omit<SitePolicy, 'missing'>

export function openPolicies(dataFolder: string, clock: Clock): Policies {
  const store = openPolicyStore(dataFolder)
  let manifest = manifestOf({ routes: [], streams: [], commands: [] })
  /** Worked out again when a record or a file changes; each request asks. */
  const known = new Map<string, { readonly file: SiteFile; readonly found: Worked }>()

  const activationsOf = (siteId: string): readonly Activation[] =>
    store.entries(siteId).filter((entry): entry is Activation => entry.kind === 'activation')
  const recordsOf = (siteId: string): readonly PolicyRecord[] =>
    store.entries(siteId).filter((entry): entry is PolicyRecord => entry.kind !== 'activation')
  const append: typeof store.append = (siteId, entry) => {
    store.append(siteId, entry)
    known.delete(siteId)
  }

  /** The day at the site, ISO. */
  function dayOf(file: SiteFile): string {
    const timeZone = file.versions.at(-1)?.timeZone ?? 'UTC'
    return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(clock.nowMs())
  }

  function work(file: SiteFile, records: readonly PolicyRecord[]): Worked {
    const packs = packsFor(file)
    const agreement = agreementInForce(records, file.id)
    const activation = baselineOf(activationsOf(file.id))
    const narrowings: Narrowing[] = []
    if (file.policy !== undefined) narrowings.push(narrowingOfSite(file.policy))
    const agreed = agreement === undefined ? undefined : narrowingOf(agreement.agreement)
    if (agreed !== undefined) narrowings.push(agreed)
    if (activation !== undefined) narrowings.push(narrowingOfActivation(activation, agreed?.sets))
    const policy = resolve({ packs, narrowings })
    return {
      packs,
      policy,
      records,
      agreement,
      activation,
      changes: activation === undefined ? [] : changesSince(activation, manifest, agreed?.sets),
      simulated: records.some((record) => record.simulated === true),
    }
  }

  function workedOut(file: SiteFile): Worked {
    const before = known.get(file.id)
    if (before?.file === file) return before.found
    const found = work(file, recordsOf(file.id))
    known.set(file.id, { file, found })
    return found
  }

  function missingOf(file: SiteFile, { packs, records, policy }: Worked): readonly Missing[] {
    return missingFor({
      siteId: file.id,
      position: file,
      packs,
      records,
      day: dayOf(file),
      policy,
      manifest: releaseDigest(),
    })
  }

  const policies: Policies = {
    get manifest() {
      return manifest
    },
    of(file) {
      const found = workedOut(file)
      return { ...found, missing: missingOf(file, found) }
    },
    policyOf: (file) => workedOut(file).policy,
    isSimulated: (file) => workedOut(file).simulated,
    record(file, value) {
      const read = readRecord(value)
      if (!read.ok) return read
      // What is assessed is what this release can do: a later one has to be looked at anew.
      const record: PolicyRecord =
        read.value.kind === 'assessment' ? { ...read.value, manifest: releaseDigest() } : read.value
      const { policy } = workedOut(file)
      const active = policies.stateOf(file) === 'active'
      if (record.kind === 'agreement') {
        // Before the first activation drafts of an agreement follow each other freely; what no agreement may do is refused at once.
        const held = active
          ? policy
          : work(
              file,
              recordsOf(file.id).filter(({ kind }) => kind !== 'agreement'),
            ).policy
        const faults = wideningFaults(record.agreement, held)
        if (faults.length > 0) return err(faults.map((fault) => ({ ...fault, at: `/agreement${fault.at}` })))
      }
      const faults = wideningOf(policy, work(file, [...recordsOf(file.id), record]).policy, '')
      if (active && faults.length > 0) return err(faults)
      append(file.id, record)
      return ok(record)
    },
    faultsOf(file, before) {
      const wrong = Object.entries(file.policy ?? {}).flatMap(([name, value]) => parameterFaults(name, value))
      if (wrong.length > 0) return wrong
      const held = before?.state === 'active' ? before : undefined
      const isPromised =
        held !== undefined && (isAsked(held) || held.policy !== undefined || recordsOf(file.id).length > 0)
      if (file.state !== 'active') return isPromised ? stateLeft(file) : []
      const widens = held === undefined ? [] : fileWidens(held, file)
      const after = work(file, recordsOf(file.id))
      return [...widens, ...(isAsked(file) ? activationFaults(file.id, missingOf(file, after)) : [])]
    },
    stateOf: (file) =>
      file.state === 'active' && isAsked(file) && activationsOf(file.id).length === 0 ? 'draft' : file.state,
    activated(file) {
      const { simulated: isSimulated } = workedOut(file)
      const { sets, numbers } = manifest
      const routes = manifest.routes.length === 0 ? null : manifest.routes
      const simulated = isSimulated ? { simulated: true as const } : {}
      const made: Activation = { kind: 'activation', date: dayOf(file), sets, numbers, routes, ...simulated }
      const last = activationsOf(file.id).at(-1)
      if (last === undefined || withoutDates(last) !== withoutDates(made)) append(file.id, made)
    },
    useRoutes(routes, streams, files) {
      manifest = manifestOf({ routes, streams, commands: [] })
      known.clear()
      for (const file of files) {
        const { activation } = workedOut(file)
        // A site that was active before there were records is told what it had on the first day that somebody could write it down.
        const isNew = activation === undefined || activation.routes === null || activation.simulated === true
        if (file.state === 'active' && policies.stateOf(file) === 'active' && isNew) policies.activated(file)
      }
    },
    check(file, { route, role, needs = {} }) {
      const { policy, activation, agreement } = workedOut(file)
      if (file.state !== 'active') return
      const off = (at: string, got: string): never => {
        throw new FaultError({ code: 'POLICY_OFF', at, got })
      }
      // Who reads rules, records or sets up is no matter of an allow-list: else a site could lock out who corrects it.
      const carriesData = Object.keys(needs).length > 0 || (route !== undefined && isDataWay(route))
      if (role !== undefined && carriesData && !policy.sets.roles.includes(role)) off('/roles', role)
      // A way that says what it shows is judged by that where an agreement lists it; any other must be one of the activation.
      const isListed = agreement !== undefined && Object.keys(needs).length > 0
      if (route !== undefined && role !== undefined && !isListed && !isNamedWay(activation, route, role))
        off('/ways', route.way)
      for (const id of ['indicators', 'exports', 'fields'] as const) {
        for (const member of needs[id] ?? []) if (!policy.sets[id].includes(member)) off(`/${id}`, member)
      }
    },
    extensionsOf(file, namespaces) {
      const { agreement } = workedOut(file)
      return agreement === undefined
        ? namespaces
        : namespaces.filter((namespace) => agreement.agreement.fields.includes(namespace))
    },
    promisesOf(file) {
      const agreement = workedOut(file).agreement?.agreement
      if (agreement === undefined) return []
      const { id, version, unenforceable: items } = agreementWords(agreement, 'en')
      return [`# Works agreement ${id} ${version}`, ...items.map(({ name, says }) => `# ${name}: ${says}`)]
    },
    simulate(file, records) {
      const kept = recordsOf(file.id)
      assert(
        kept.every(({ simulated }) => simulated === true),
        'simulated records never stand beside others',
      )
      const texts = new Set(kept.map((record) => withoutDates(record)))
      for (const record of records) {
        const marked = { ...record, simulated: true as const }
        if (!texts.has(withoutDates(marked))) append(file.id, marked)
      }
    },
    isOn: (file, id, member) => file.state !== 'active' || workedOut(file).policy.sets[id].includes(member),
  }
  return policies
}

/** What a record says, whenever it is dated. */
function withoutDates(record: PolicyRecord | Activation): string {
  return JSON.stringify(record).replace(/\d{4}-\d\d-\d\d/g, '')
}

/** What this release can do with data, as one hash: what it reads, computes, exports and keeps, and for which roles. */
export function releaseDigest(): string {
  const { sets, numbers } = manifestOf({ routes: [], streams: [], commands: [] })
  return createHash('sha256')
    .update(JSON.stringify([sets, numbers]))
    .digest('hex')
}

/** How coarse people's work leaves a site by its policy; `changes` are those of a bench that sweeps them. */
export function grainFor({ numbers }: Pick<EffectivePolicy, 'numbers'>, changes: GrainChanges = {}): Grain {
  const { k, topShare, topTwoShare, personHours, windowMin, ratesHours, liveGrainMin, liveGrainFewMin } = numbers
  return grainOf({
    k,
    topShare,
    topTwoShare,
    personHours,
    ratesHours,
    windowsMin: grainDefault.windowsMin.filter((min) => min >= windowMin),
    tracesPerRoleDay: Math.min(...whoTraces.map((role) => numbers[`traced.${role}`])),
    ...changes,
    live: { liveGrainMin, liveGrainFewMin, ...changes.live },
  })
}

/** Packs of a country ask for records; without one nobody knows what to ask, and the Policy page says so. */
function isAsked(file: SiteFile): boolean {
  return file.country !== undefined
}

/** Several activations: the strictest holds, until two people may widen. Only the newest of simulated ones counts. */
function baselineOf(all: readonly Activation[]): Activation | undefined {
  const simulated = all.filter((each) => each.simulated === true).slice(-1)
  const [first, ...others] = [...all.filter((each) => each.simulated !== true), ...simulated]
  if (first === undefined) return undefined
  return others.reduce((held, next) => {
    const policy = resolve({
      packs: [],
      narrowings: [narrowingOfActivation(held), narrowingOfActivation(next)],
      release: held.sets,
    })
    return { ...next, sets: policy.sets, numbers: policy.numbers, routes: held.routes ?? next.routes }
  }, first)
}

function narrowingOfSite(numbers: Readonly<Record<string, number>>): Narrowing {
  return {
    from: (at) => ({ kind: 'site', at: at.replace('/parameters/', '/policy/') }),
    numbers: Object.fromEntries(Object.entries(numbers).filter(([id]) => isNumberId(id))),
  }
}

function parameterFaults(name: string, value: number): Fault[] {
  const at = `/policy/${name}`
  if (!isNumberId(name)) return [{ code: 'DOCUMENT_MEMBER_UNKNOWN', at, got: 'a member that is not known here' }]
  const { least, most } = numberParameter(name)
  if (value >= least && value <= most) return []
  return [{ code: 'DOCUMENT_VALUE_WRONG', at, got: 'a number outside the range', allowed: `${least} to ${most}` }]
}

function wideningOf(before: EffectivePolicy, after: EffectivePolicy, at: string): Fault[] {
  const decision = decide(before, after)
  if (decision.kind === 'allowed') return []
  return decision.widens.map(({ parameter, before: held, after: asked }) => ({
    code: 'WIDENS',
    at: `${at}/${parameter}`,
    got: asked,
    allowed: held,
  }))
}

function activationFaults(siteId: string, missing: readonly Missing[]): Fault[] {
  return missing
    .filter(({ blocks }) => blocks)
    .map(({ at, says, rule, command }) => ({
      code: 'ACTIVATION_NEEDS',
      at,
      got: says.en,
      allowed: [rule, command === null ? null : `npx fairfloor ${command} --site ${siteId}`]
        .filter((each) => each !== null)
        .join(': '),
    }))
}
