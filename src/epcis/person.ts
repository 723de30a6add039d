import { isPersonIdentifier } from './identifiers.ts'

/**
 * Names of members that say who did something, most telling first: removed by default wherever they stand
 * among extensions, in any namespace and at any depth. Compared without case, `_`, `-`, `.` and `@`, so
 * `operatorID`, `operator_id` and `OperatorId` are one.
 *
 * Removed by default beside them: any GSRN or GSRNP (AI 8018, 8017; `urn:epc:id:gsrn`, `urn:epc:id:gsrnp`)
 * that stands as an identity, a word or a URI in an event, or as a text or a name among its extensions, and `deviceID` and
 * `deviceMetadata` of sensor elements, because a person's handheld cannot be told from a machine here.
 */
export const personNames = [
  'operator',
  'operatorid',
  'operatorname',
  'employee',
  'employeeid',
  'employeename',
  'employeenumber',
  'worker',
  'workerid',
  'workername',
  'badge',
  'badgeid',
  'badgenumber',
  'user',
  'userid',
  'username',
  'userlogin',
  'login',
  'loginid',
  'picker',
  'pickerid',
  'packer',
  'packerid',
  'loader',
  'loaderid',
  'driver',
  'driverid',
  'drivername',
  'associate',
  'associateid',
  'staff',
  'staffid',
  'staffmember',
  'person',
  'personid',
  'personname',
  'personnel',
  'personnelid',
  'personnelnumber',
  'scanneruser',
  'scannedby',
  'pickedby',
  'packedby',
  'handledby',
  'performedby',
  'executedby',
  'createdby',
  'modifiedby',
] as const

/** Ranks of person fields, most telling first: those that a site file names, members named for a person, identities. */
export const memberRank = 100
export const identityRank = 1000

const ranks: ReadonlyMap<string, number> = new Map(personNames.map((name, rank) => [name, memberRank + rank]))

/** Rank of a member name among the person fields, from 100 (most telling); 0 where it is none. */
export function personRank(local: string): number {
  return ranks.get(local.replace(/[_.@-]/g, '').toLowerCase()) ?? 0
}

/** Whether a text among extensions is a global service relation number: the identity of a person. */
export function isPersonText(text: string): boolean {
  return isPersonIdentifier(text)
}

/** One step of a person-field path. */
type Step =
  | { readonly kind: 'any' }
  | { readonly kind: 'name'; readonly namespace: string | undefined; readonly local: string }

/** A person field of a site file, compiled. */
export interface PersonPath {
  readonly steps: readonly Step[]
  /** Whether the first step is an extension, so that events without extensions need not be searched. */
  readonly extension: boolean
}

/** Compiles paths relative to the event: members joined by `/`, `{namespace}local` for extensions, `*` for array members. */
export function compilePersonFields(paths: readonly string[]): readonly PersonPath[] {
  return paths
    .map((path) => {
      const steps: Step[] = []
      for (const match of path.matchAll(/\{([^}]*)\}([^/]*)|([^/]+)/g)) {
        const [, namespace, local, bare] = match
        if (bare === '*') steps.push({ kind: 'any' })
        else steps.push({ kind: 'name', namespace, local: local ?? bare ?? '' })
      }
      const first = steps[0]
      return { steps, extension: first?.kind === 'name' && first.namespace !== undefined }
    })
    .filter((path) => path.steps.length > 0)
}
