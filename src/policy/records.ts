import { type DocumentReader, documentReader, err, type Fault, ok, type Result } from '../base/index.ts'
import { type Agreement, readAgreement } from './agreement.ts'

/** Categories of people at work that are told apart, because each was forgotten somewhere (EU-CNIL-8). */
export const workerCategories = ['permanent', 'temporary', 'agency'] as const
export type WorkerCategory = (typeof workerCategories)[number]

/** Who answers for a site and who works there. No names: offices and how to reach them. */
export interface Declaration {
  readonly kind: 'declaration'
  readonly date: string
  readonly controller: string
  readonly contact: string
  /** How the data protection officer is reached; absent where there is none. */
  readonly officer?: string
  /** Staff of the employer, as the thresholds of the rules cut it. */
  readonly staff: 'under11' | '11to49' | '50plus'
  readonly categories: readonly WorkerCategory[]
  /** Languages that the people at work read; notices are due in each. */
  readonly languages: readonly string[]
  /** Whether failing a work standard may bring a disadvantage (US-DEF-Q). */
  readonly quotas: 'none' | 'used'
  /** Where complaints go: the authority's name. */
  readonly authority: string
  readonly simulated?: true
}

/** A notice that people were given. */
export interface Notice {
  readonly kind: 'notice'
  readonly date: string
  readonly version: string
  readonly category: WorkerCategory
  readonly language: string
  readonly simulated?: true
}

/** The impact assessment, told by its hash: the document itself stays with its owner. */
export interface Assessment {
  readonly kind: 'assessment'
  readonly date: string
  /** SHA-256 of the approved document, 64 hexadecimal digits. */
  readonly hash: string
  /** All four parts of Art. 35(7) are in it. */
  readonly parts: readonly ('description' | 'necessity' | 'risks' | 'measures')[]
  readonly officerAdvice: 'agrees' | 'agreesWithConditions' | 'advisesAgainst'
  readonly representativesView: 'agrees' | 'agreesWithConditions' | 'objects'
  readonly simulated?: true
  /** What the release could do when it was recorded, as a hash; written by the server, missing in records of earlier versions. */
  readonly manifest?: string
}

/** Information and consultation of the workers' representation. */
export interface Consultation {
  readonly kind: 'consultation'
  readonly date: string
  readonly opinion: 'favourable' | 'unfavourable' | 'noneGiven'
  readonly simulated?: true
}

/** A works agreement in force, with its machine-readable annex. */
export interface AgreementRecord {
  readonly kind: 'agreement'
  readonly date: string
  readonly agreement: Agreement
  readonly simulated?: true
}

export type PolicyRecord = Declaration | Notice | Assessment | Consultation | AgreementRecord
export type RecordKind = PolicyRecord['kind']
const recordKinds = ['declaration', 'notice', 'assessment', 'consultation', 'agreement'] as const

const isoDate = { pattern: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, allowed: 'a day as 2026-03-02', max: 10 }
const languageTag = { pattern: /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, allowed: 'a language tag, such as de or pt-PT', max: 20 }
const short = { max: 200 }

/** Reads a record that somebody sends, whole or not at all. Nobody sends a simulated one. */
export function readRecord(value: unknown): Result<PolicyRecord, readonly Fault[]> {
  const r = documentReader()
  const kind = (value as { kind?: unknown } | null)?.kind
  const found = readKind(r, kind, value)
  if (found === undefined || r.faults.length > 0) {
    const nothing: Fault = { code: 'DOCUMENT_TYPE_WRONG', at: '', got: 'nothing', allowed: 'an object' }
    return err(r.faults.length > 0 ? r.faults : [nothing])
  }
  return ok(found)
}

function readKind(r: DocumentReader, kind: unknown, value: unknown): PolicyRecord | undefined {
  switch (r.oneOf(kind ?? '', '/kind', recordKinds)) {
    case 'declaration':
      return readDeclaration(r, value)
    case 'notice':
      return readNotice(r, value)
    case 'assessment':
      return readAssessment(r, value)
    case 'consultation':
      return readConsultation(r, value)
    case 'agreement': {
      const members = r.object(value, '', { kind: true, date: true, agreement: true })
      const date = r.text(members?.['date'], '/date', isoDate)
      const agreement = readAgreement(r, members?.['agreement'], '/agreement')
      if (date === undefined || agreement === undefined) return undefined
      return { kind: 'agreement', date, agreement }
    }
    default:
      return undefined
  }
}

function readDeclaration(r: DocumentReader, value: unknown): Declaration | undefined {
  const members = r.object(value, '', {
    kind: true,
    date: true,
    controller: true,
    contact: true,
    officer: false,
    staff: true,
    categories: true,
    languages: true,
    quotas: true,
    authority: true,
  })
  const date = r.text(members?.['date'], '/date', isoDate)
  const controller = r.text(members?.['controller'], '/controller', short)
  const contact = r.text(members?.['contact'], '/contact', short)
  const officer = r.text(members?.['officer'], '/officer', short)
  const authority = r.text(members?.['authority'], '/authority', short)
  const staff = r.oneOf(members?.['staff'], '/staff', ['under11', '11to49', '50plus'])
  const quotas = r.oneOf(members?.['quotas'], '/quotas', ['none', 'used'])
  const categories = r.list(members?.['categories'], '/categories', (item, at) => r.oneOf(item, at, workerCategories), {
    min: 1,
    max: workerCategories.length,
  })
  const languages = r.list(members?.['languages'], '/languages', (item, at) => r.text(item, at, languageTag), {
    min: 1,
    max: 30,
  })
  if (
    date === undefined ||
    controller === undefined ||
    contact === undefined ||
    authority === undefined ||
    staff === undefined ||
    quotas === undefined ||
    categories === undefined ||
    languages === undefined
  )
    return undefined
  return {
    kind: 'declaration',
    date,
    controller,
    contact,
    ...(officer !== undefined && { officer }),
    authority,
    staff,
    quotas,
    categories,
    languages,
  }
}

function readNotice(r: DocumentReader, value: unknown): Notice | undefined {
  const members = r.object(value, '', {
    kind: true,
    date: true,
    version: true,
    category: true,
    language: true,
  })
  const date = r.text(members?.['date'], '/date', isoDate)
  const version = r.text(members?.['version'], '/version', { max: 64 })
  const category = r.oneOf(members?.['category'], '/category', workerCategories)
  const language = r.text(members?.['language'], '/language', languageTag)
  if (date === undefined || version === undefined || category === undefined || language === undefined) return undefined
  return { kind: 'notice', date, version, category, language }
}

/** The four parts of Art. 35(7). */
export const assessmentParts = ['description', 'necessity', 'risks', 'measures'] as const

function readAssessment(r: DocumentReader, value: unknown): Assessment | undefined {
  const members = r.object(value, '', {
    kind: true,
    date: true,
    hash: true,
    parts: true,
    officerAdvice: true,
    representativesView: true,
  })
  const date = r.text(members?.['date'], '/date', isoDate)
  const hash = r.text(members?.['hash'], '/hash', { pattern: /^[0-9a-f]{64}$/, allowed: '64 hexadecimal digits' })
  const parts = r.list(members?.['parts'], '/parts', (item, at) => r.oneOf(item, at, assessmentParts), { max: 4 })
  const advice = ['agrees', 'agreesWithConditions', 'advisesAgainst'] as const
  const officerAdvice = r.oneOf(members?.['officerAdvice'], '/officerAdvice', advice)
  const views = ['agrees', 'agreesWithConditions', 'objects'] as const
  const representativesView = r.oneOf(members?.['representativesView'], '/representativesView', views)
  if (
    date === undefined ||
    hash === undefined ||
    parts === undefined ||
    officerAdvice === undefined ||
    representativesView === undefined
  )
    return undefined
  return { kind: 'assessment', date, hash, parts, officerAdvice, representativesView }
}

function readConsultation(r: DocumentReader, value: unknown): Consultation | undefined {
  const members = r.object(value, '', { kind: true, date: true, opinion: true })
  const date = r.text(members?.['date'], '/date', isoDate)
  const opinion = r.oneOf(members?.['opinion'], '/opinion', ['favourable', 'unfavourable', 'noneGiven'])
  if (date === undefined || opinion === undefined) return undefined
  return { kind: 'consultation', date, opinion }
}
