import type { WordList } from './denyConcepts.ts'
import { denyDe } from './denyDe.ts'
import { denyDeThings } from './denyDeThings.ts'
import { denyDeWork } from './denyDeWork.ts'
import { denyEn } from './denyEn.ts'
import { denyEnThings } from './denyEnThings.ts'
import { denyEnWork } from './denyEnWork.ts'
import { denyFr } from './denyFr.ts'
import { denyFrThings } from './denyFrThings.ts'
import { denyFrWork } from './denyFrWork.ts'
import { denyWordsDraft } from './denyWordsDraft.ts'

/** Every list, by language. */
export const wordLists: readonly WordList[] = [
  denyEn,
  denyEnWork,
  denyEnThings,
  denyDe,
  denyDeWork,
  denyDeThings,
  denyFr,
  denyFrWork,
  denyFrThings,
  { words: denyWordsDraft, safe: {} },
]

/** Parts of compounds that mean nothing here but must be known, so that "employeeidletime" can be cut. */
export const linking: ReadonlySet<string> = new Set(
  'time times total count number num avg average mean median min max sum daily weekly monthly hourly per the and for with from code flag pct percent level status type list table day week month hour minute second shift zone area site warehouse zeit anzahl summe mittel taglich wochentlich stunde tag woche schicht lager pro fur und der die das quote zahl nummer daten wert stand temps nombre total moyenne par des les heure jour semaine equipe poste entrepot data value values index rate map layer report dashboard history log detail'.split(
    ' ',
  ),
)
