import type { AreaCode, CapSeverity } from '../../model/index.ts'
import {
  AisBits,
  type AisReport,
  aisTypes,
  groupSentences,
  isAisSentence,
  readAisMessage,
  readSentence,
} from '../ais.ts'
import type { About, Feed, Reading } from '../feed.ts'
import type { Fields } from '../fields.ts'
import { pointOf } from '../geometry.ts'
import { hazardOf, markOf, measure } from '../make.ts'
import { isList, type Tree } from '../tree.ts'
import { metresPerSecond } from '../units.ts'

/** Navigational statuses (ITU-R M.1371-5, table 45) of a ship in trouble. Crews set them by hand, so they are likely, not observed. */
const troubles: Readonly<Record<number, { readonly event: string; readonly severity: CapSeverity }>> = {
  2: { event: 'Ship not under command', severity: 'Moderate' },
  6: { event: 'Ship aground', severity: 'Moderate' },
  14: { event: 'Distress transmitter active', severity: 'Severe' },
}

export const aisNmea: Feed = {
  id: 'ais-nmea',
  title: 'Ships, base stations and aids to navigation (AIS)',
  publisher: "the site's own receiver",
  licence: { name: 'own data', attribution: 'AIS receiver', url: null },
  endpoint: 'tcp://{receiver}',
  cadenceMin: 1,
  access: 'receiver',
  kinds: ['ship', 'waterway'],
  forms: [
    {
      syntax: 'lines',
      records: messagesOf,
      fields: ['sentences'],
      read: (record, about) => readMessage(record, about),
    },
  ],
}

/** Messages, each of one sentence or several. */
function messagesOf(payload: Tree): readonly Tree[] | null {
  const lines = isList(payload) ? payload.filter((line) => typeof line === 'string') : []
  return lines.some(isAisSentence) ? groupSentences(lines).map(({ sentences }) => ({ sentences })) : null
}

function readMessage(record: Fields, about: About): Reading {
  const lines = record.texts('sentences')
  const sentences = lines.map((line, i) => {
    const sentence = readSentence(line)
    if (!sentence.ok) throw record.wrong(`sentences.${i}`, sentence.got, sentence.allowed)
    return sentence
  })
  const [first] = sentences
  if (first === undefined) throw record.wrong('sentences', 'nothing', 'a sentence')
  if (first.part !== 1 || sentences.length !== first.of)
    throw record.wrong('sentences', `${sentences.length} of ${first.of} parts`, 'all parts of a message')
  const bits = new AisBits(sentences.map(({ payload }) => payload).join(''), sentences.at(-1)!.fill)
  // Receivers pass on empty sentences for slots that they could not decode.
  if (bits.length === 0 || !aisTypes.includes(bits.unsigned(0, 6))) return { nothing: true }
  const report = readAisMessage(bits)
  if (report === null)
    throw record.wrong('sentences', `${bits.length} bits`, `all bits of a message of type ${bits.unsigned(0, 6)}`)
  return readingOf(report, first.timeS === null ? null : first.timeS * 1000, about)
}

function readingOf(report: AisReport, heardMs: number | null, about: About): Reading {
  const { mmsi, name, longitude, latitude } = report
  const isStation = report.type === 4 || report.type === 21
  // An MMSI names a radio station on a ship, a coast or a buoy.
  const codes: AreaCode[] = [{ scheme: 'MMSI', code: mmsi }]
  if (report.imo !== null) codes.push({ scheme: 'IMO', code: report.imo })
  const geometry = pointOf(longitude, latitude, '/sentences')
  const timeMs = heardMs ?? report.timeMs
  const measures = [
    ...measure('speed', metresPerSecond(report.speedKnots), 'MTS'),
    ...measure('course', report.courseDeg, 'DD'),
    ...measure('heading', report.headingDeg, 'DD'),
    ...measure('type of ship', report.type === 21 ? null : report.shipType),
    ...measure('length', report.lengthM, 'MTR'),
    ...measure('beam', report.beamM, 'MTR'),
    ...measure('draught', report.draughtM, 'MTR'),
  ]
  const trouble = report.status === null ? undefined : troubles[report.status]
  if (trouble === undefined) {
    const kind = report.type === 21 ? 'waterway' : 'ship'
    // What a ship is comes apart from where it is: one must not take the other's place.
    const part = report.type === 5 || report.type === 24 ? (name === null ? '/size' : '/name') : ''
    const shown = name ?? (report.type === 4 ? `Base station ${mmsi}` : `MMSI ${mmsi}`)
    return {
      mark: markOf(about, {
        id: `${mmsi}${part}`,
        kind,
        role: isStation ? 'place' : 'observation',
        name: shown,
        geometry,
        codes,
        timeMs,
        measures,
      }),
    }
  }
  return {
    hazards: [
      hazardOf(about, {
        id: mmsi,
        kind: 'ship',
        text: { event: trouble.event },
        urgency: 'Immediate',
        severity: trouble.severity,
        certainty: 'Likely',
        sentMs: timeMs,
        area: { text: `MMSI ${mmsi}`, geometry, codes },
        measures,
      }),
    ],
  }
}
