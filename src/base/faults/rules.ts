import type { FaultKind } from './kind.ts'

/** What a rule refuses, and what is asked of accounts. */
export const ruleFaults = {
  // policy
  ACTIVATION_NEEDS: {
    status: 409,
    title: 'The site cannot be activated yet',
    fix: 'Record what is missing: `fairfloor policy explain` lists it, each with its rule and the command that records it.',
  },
  CANARY_ENDED: {
    status: 409,
    title: 'This canary is no longer watched',
    fix: 'Plant a new one: a text is kept in memory for a week at most, and never written down.',
  },
  DENIED_D1: {
    status: 422,
    title: 'Names union or protected activity, a special category or private life: never held here',
    fix: 'Leave it out. No setting and no agreement lifts this. If a thing is meant, name the thing, or report the refusal.',
  },
  DENIED_D2: {
    status: 422,
    title: 'Names something that stands in for organising or for who people are',
    fix: 'Leave it out. If a thing is meant, name the thing, or report the refusal.',
  },
  DENIED_D3: {
    status: 422,
    title: 'Names a figure that singles out a worker',
    fix: 'Ask about goods, places and steps instead. If a thing is meant, name the thing, or report the refusal.',
  },
  NOT_REFUSED: {
    status: 409,
    title: 'There is no refusal to report',
    fix: 'The name may be used as it is; report the name that was refused, as the same kind of thing.',
  },
  PERSON_SHAPED: {
    status: 422,
    title: 'The values of this field behave like people',
    fix: 'Declare the field in `personFields` of the site file: it is then removed before anything is kept. The Policy page shows the evidence.',
  },
  POLICY_DAMAGED: {
    status: 503,
    title: 'The stored records of the policy are damaged',
    fix: 'A line that was durable no longer has its checksum: restore the folder policy from a backup; nothing is guessed from what is left.',
  },
  POLICY_OFF: {
    status: 403,
    title: 'This is off at this site',
    fix: 'The Policy page says which line leaves it out; only what every line names is on.',
  },
  WIDENS: {
    status: 409,
    title: 'This would widen what is kept, computed or shown',
    fix: 'Write a value that is at least as strict. Widening needs the approval of two people, which this release does not have.',
  },
  // gate
  NEEDS_OBJECT: {
    status: 403,
    title: 'Hand scans are found by object only',
    fix: 'Name the object (MATCH_anyEPC, or another MATCH_ parameter with a serial) or the event (EQ_eventID). Places, times, steps and documents alone answer with events of partners and of machines that stand beside no hands.',
  },
  TRACE_BUDGET: {
    status: 429,
    title: 'The objects that this role may trace today are used up',
    fix: 'Ask for fewer objects, or for less of their way (GE_eventTime), or again tomorrow; what was traced today still answers. The number is `traced` in the policy of the site, counted by role and never by person.',
  },
  // people
  ACCOUNT_NAME: {
    status: 422,
    title: 'That name cannot be taken',
    fix: 'Choose another name; it need not be your own, only one that colleagues know you by.',
  },
  INVITATION_GONE: {
    status: 404,
    title: 'This invitation was used already, was taken back, or is too old',
    fix: 'Ask an administrator for a new one: fairfloor account invite.',
  },
  KEY_KIND: {
    status: 403,
    title: 'A test site takes test keys only, every other site live keys only',
    fix: 'Make a key of the other kind: fairfloor key create --kind live or --kind test.',
  },
  LAST_ADMIN: {
    status: 409,
    title: 'This is the last account that may make accounts',
    fix: 'Give another account the role admin first.',
  },
  LAST_WAY_IN: {
    status: 409,
    title: 'Without this nobody could sign in to the account again',
    fix: 'Add another passkey or a password first.',
  },
  LISTEN_UNSAFE: {
    status: 403,
    title: 'Beyond loopback Fairfloor listens only over TLS or behind a declared proxy',
    fix: 'Give --tls-cert and --tls-key, or --proxy, and with either the --origin that browsers see.',
  },
  OPENID_FAILED: {
    status: 502,
    title: 'The company sign-in did not answer as it must',
    fix: 'Begin again in this browser; where it stays so, an administrator checks people.json and the provider.',
  },
  OPENID_NO_ROLE: {
    status: 403,
    title: 'None of your groups has a role here',
    fix: 'Ask an administrator to name one of your groups in people.json.',
  },
  ORIGIN_FOREIGN: {
    status: 403,
    title: 'A page of another origin may not change anything here',
    fix: 'Use the address that the server prints at its start, or the one that --origin declares.',
  },
  PASSKEY_REFUSED: {
    status: 422,
    title: 'The passkey did not answer as it must',
    fix: 'Try again, on the address that the server prints; browsers make no passkey for an address of numbers.',
  },
  PASSWORD_WEAK: {
    status: 422,
    title: 'That password is too easy to guess',
    fix: 'Take four or more words that are not usual together; any characters will do.',
  },
  PROXY_ONLY: {
    status: 403,
    title: 'This server is reached through its proxy only',
    fix: 'Use the address that --origin declares.',
  },
  SIGN_IN_LATER: {
    status: 429,
    title: 'Too many wrong tries',
    fix: 'Wait and try again. A passkey is not slowed by what others tried with your name.',
  },
  SIGN_IN_REFUSED: {
    status: 401,
    title: 'That did not match',
    fix: 'Try again, use a recovery code, or ask an administrator for a reset link.',
  },
  STEP_UP_NEEDED: {
    status: 403,
    title: 'This needs a fresh proof of who you are',
    fix: 'Prove it with your passkey or password, then try again.',
  },
  TLS_FILES: {
    status: 422,
    title: 'The certificate or its key cannot be used',
    fix: 'Give both, as PEM files that belong together and that this user may read.',
  },
} as const satisfies Record<string, FaultKind>
