export {
  type Account,
  type Accounts,
  accountNameCharactersMax,
  type Grant,
  grantsMax,
  type Invitation,
  invitationLifeMs,
} from './accounts.ts'
export { type KeyKind, keyKinds, type MachineKey } from './keys.ts'
export { type AccessAct, type AccessRow, accessActs, accessLogKeptMs } from './log.ts'
export { type NewPasskey, type OwnPasskey, passkeyLabelCharactersMax, type RelyingParty } from './passkeys.ts'
export { passwordCharactersMax, passwordCharactersMin, passwordFault } from './password.ts'
export { openPeople, type People } from './people.ts'
export { sameToken } from './secrets.ts'
export { linkLifeMs, type OwnSession, proofLifeMs, type Session, sessionIdleMs, sessionLifeMs } from './sessions.ts'
export { provePurpose, signInPurpose } from './signIn.ts'
