import Type from 'typebox'
import { roles } from '../model/index.ts'
import { Count, EpochMs } from './common.ts'

/** A role at one site, or at every site (null). */
export const GrantRow = Type.Object({
  role: Type.Enum(roles),
  site: Type.Union([Type.String(), Type.Null()]),
})
export type GrantRow = Type.Static<typeof GrantRow>

/** Which ways in there are, for somebody who is not signed in. */
export const SignInWays = Type.Object({
  /** False: nobody has an account, and the one-time link of the start is the way in. */
  accounts: Type.Boolean(),
  /** False where the address is a number: browsers make no passkeys for those. */
  passkeys: Type.Boolean(),
  /** False where no password is taken. */
  passwords: Type.Boolean(),
  /** Where the console is at home. */
  door: Type.String(),
  /** Set where an OpenID Connect provider is configured; `name` stands on its button. */
  openId: Type.Union([Type.Object({ name: Type.String() }), Type.Null()]),
})
export type SignInWays = Type.Static<typeof SignInWays>

/** What an invitation is for; `account` is set where it resets an account that is there. */
export const InvitationView = Type.Object({
  passwords: Type.Boolean(),
  grants: Type.Array(GrantRow),
  account: Type.Union([Type.String(), Type.Null()]),
})
export type InvitationView = Type.Static<typeof InvitationView>

/** Recovery codes, shown this once. */
export const CodesAnswer = Type.Object({ codes: Type.Array(Type.String()) })
export type CodesAnswer = Type.Static<typeof CodesAnswer>

/** One's own account. Days are UTC; sessions are dated to the quarter hour. */
export const AccountView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  grants: Type.Array(GrantRow),
  /** False where no password is taken. */
  passwords: Type.Boolean(),
  hasPassword: Type.Boolean(),
  isOpenId: Type.Boolean(),
  codesLeft: Count,
  passkeys: Type.Array(Type.Object({ id: Type.String(), label: Type.String(), createdDayMs: EpochMs })),
  sessions: Type.Array(
    Type.Object({ id: Type.String(), device: Type.String(), usedMs: EpochMs, current: Type.Boolean() }),
  ),
})
export type AccountView = Type.Static<typeof AccountView>

export const AccountRow = Type.Object({
  id: Type.String(),
  name: Type.String(),
  grants: Type.Array(GrantRow),
  hasPassword: Type.Boolean(),
  isOpenId: Type.Boolean(),
  passkeys: Count,
  createdDayMs: EpochMs,
})
export type AccountRow = Type.Static<typeof AccountRow>

/** Accounts, open invitations, and what is left of removed accounts. */
export const AccountsView = Type.Object({
  accounts: Type.Array(AccountRow),
  invitations: Type.Array(
    Type.Object({
      id: Type.String(),
      grants: Type.Array(GrantRow),
      expiresMs: EpochMs,
      account: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
  receipts: Type.Array(Type.Object({ id: Type.String(), removedDayMs: EpochMs })),
  /** Sites that a role may be given at. */
  sites: Type.Array(Type.Object({ siteId: Type.String(), name: Type.String() })),
})
export type AccountsView = Type.Static<typeof AccountsView>

/** An address for one person, to be opened once. */
export const LinkAnswer = Type.Object({ link: Type.String(), expiresMs: EpochMs })
export type LinkAnswer = Type.Static<typeof LinkAnswer>

export const KeysView = Type.Object({
  keys: Type.Array(
    Type.Object({
      name: Type.String(),
      role: Type.Enum(roles),
      site: Type.Union([Type.String(), Type.Null()]),
      kind: Type.Union([Type.Literal('live'), Type.Literal('test')]),
    }),
  ),
})
export type KeysView = Type.Static<typeof KeysView>

/** The secret of a new key, shown this once. */
export const KeyAnswer = Type.Object({ secret: Type.String() })
export type KeyAnswer = Type.Static<typeof KeyAnswer>

/** Who did what with accounts, keys and set-up. Sign-ins are dated by day. */
export const AccessLogView = Type.Object({
  keptDays: Count,
  rows: Type.Array(
    Type.Object({ atMs: EpochMs, act: Type.String(), actor: Type.String(), about: Type.String(), count: Count }),
  ),
})
export type AccessLogView = Type.Static<typeof AccessLogView>
