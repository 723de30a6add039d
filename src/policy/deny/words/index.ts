import type { WordList } from '../wordList.ts'
import { anyLanguage } from './anyLanguage.ts'
import { deArea } from './deArea.ts'
import { deBeside } from './deBeside.ts'
import { dePerson } from './dePerson.ts'
import { deThings } from './deThings.ts'
import { deUnion } from './deUnion.ts'
import { deWork } from './deWork.ts'
import { drafts } from './drafts.ts'
import { enArea } from './enArea.ts'
import { enBeside } from './enBeside.ts'
import { enPerson } from './enPerson.ts'
import { enThings } from './enThings.ts'
import { enUnion } from './enUnion.ts'
import { enWork } from './enWork.ts'
import { frArea } from './frArea.ts'
import { frBeside } from './frBeside.ts'
import { frPerson } from './frPerson.ts'
import { frThings } from './frThings.ts'
import { frUnion } from './frUnion.ts'
import { frWork } from './frWork.ts'

/** Every list, by language and subject. */
export const wordLists: readonly WordList[] = [
  anyLanguage,
  enUnion,
  enPerson,
  enArea,
  enWork,
  enThings,
  enBeside,
  deUnion,
  dePerson,
  deArea,
  deWork,
  deThings,
  deBeside,
  frUnion,
  frPerson,
  frArea,
  frWork,
  frThings,
  frBeside,
  drafts,
]
