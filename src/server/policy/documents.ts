import { createHash } from 'node:crypto'
import { FaultError } from '../../base/index.ts'
import type { SiteFile } from '../../model/index.ts'
import {
  assessmentOf,
  type DocumentInput,
  type DocumentLanguage,
  documentLanguages,
  noticeOf,
  type PolicyDocument,
  registerOf,
  type WorkerCategory,
  workerCategories,
} from '../../policy/index.ts'
import type { Engine } from '../engine.ts'

const documentKinds = ['register', 'assessment', 'notice'] as const
export const documentFormats = ['html', 'pdf'] as const

/** Which document of a site somebody wants. Words as they were typed; anything unknown is told. */
export interface DocumentAsked {
  readonly kind: string
  readonly language: string
  readonly category: string
}

/** One document of a site, from its configuration as it runs. */
export function documentOf(
  engine: Engine,
  file: SiteFile,
  asked: DocumentAsked,
  options: { readonly version: string; readonly simulated: boolean },
): PolicyDocument {
  const kind = oneWord(asked.kind, '/document', documentKinds)
  const language = languageOf(asked.language)
  const input = inputOf(engine, file, options)
  switch (kind) {
    case 'register':
      return registerOf(input, language)
    case 'assessment':
      return assessmentOf(input, language)
    case 'notice':
      return noticeOf(
        input,
        language,
        oneWord<WorkerCategory>(asked.category || 'permanent', '/category', workerCategories),
      )
  }
}

/** The language asked for; English where none is. */
export function languageOf(asked: string): DocumentLanguage {
  return oneWord(asked || 'en', '/language', documentLanguages)
}

function oneWord<T extends string>(asked: string, at: string, words: readonly T[]): T {
  const found = words.find((word) => word === asked)
  if (found === undefined) {
    throw new FaultError({ code: 'QUERY_PARAMETER', at, got: 'another word', allowed: words.join(', ') })
  }
  return found
}

function inputOf(
  engine: Engine,
  file: SiteFile,
  { version, simulated }: { readonly version: string; readonly simulated: boolean },
): DocumentInput {
  const { policies, clock } = engine
  const { policy, packs, records, agreement } = policies.of(file)
  return {
    siteId: file.id,
    siteName: file.name,
    position: file,
    version,
    day: new Date(clock.nowMs()).toISOString().slice(0, 10),
    manifestHash: createHash('sha256').update(JSON.stringify(policies.manifest)).digest('hex'),
    policy,
    packs,
    declaration: records.findLast((record) => record.kind === 'declaration'),
    agreement,
    simulated: simulated || engine.isSimulated(file.id),
  }
}
