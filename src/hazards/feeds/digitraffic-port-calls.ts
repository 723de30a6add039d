import type { AreaCode, Mark } from '../../model/index.ts'
import type { About, Feed } from '../feed.ts'
import type { Fields } from '../fields.ts'
import { markOf, measure } from '../make.ts'
import { elements, listAt } from '../records.ts'

/** A call in the words of either form. Nobody on board and nobody who wrote is named: masters, contacts and crews are never read. */
interface PortCall {
  readonly id: string
  readonly port: string
  readonly vessel: string | null
  readonly imo: string | null
  readonly mmsi: string | null
  /** Of the first berth: times of arrival, actual and estimated. */
  readonly arrivedMs: number | null
  readonly expectedMs: number | null
  readonly measures: Mark['measures']
}

const details = 'PortCallDetails'
const berth = `${details}.PortAreaDetails.BerthDetails`
const vessel = `${details}.VesselDetails`

export const digitrafficPortCalls: Feed = {
  id: 'digitraffic-port-calls',
  title: 'Port calls of Finland',
  publisher: 'Fintraffic',
  licence: {
    name: 'CC-BY-4.0',
    attribution: 'Fintraffic / digitraffic.fi, licence CC 4.0 BY',
    url: 'https://www.digitraffic.fi/en/terms-of-service/',
  },
  endpoint: 'https://meri.digitraffic.fi/api/port-call/v1/port-calls?locode={locode}',
  cadenceMin: 1,
  access: 'open',
  kinds: ['port'],
  forms: [
    {
      syntax: 'xml',
      records: elements('PortCallList.PortCallNotification'),
      fields: [
        '@portCallId',
        `${details}.@portToVisit`,
        `${berth}.@eta`,
        `${berth}.@ata`,
        `${vessel}.IdentificationData.@name`,
        `${vessel}.IdentificationData.@imoLloyds`,
        `${vessel}.IdentificationData.@mmsi`,
        `${vessel}.Dimensions.@grossTonnage`,
        `${vessel}.Dimensions.@overallLength`,
      ],
      read: (record, about) =>
        callOf(about, {
          id: record.must.text('@portCallId'),
          port: record.must.text(`${details}.@portToVisit`),
          vessel: record.text(`${vessel}.IdentificationData.@name`),
          imo: numberOf(record, `${vessel}.IdentificationData.@imoLloyds`),
          mmsi: numberOf(record, `${vessel}.IdentificationData.@mmsi`),
          arrivedMs: record.time(`${berth}.@ata`),
          expectedMs: record.time(`${berth}.@eta`),
          measures: [
            ...measure('gross tonnage', record.number(`${vessel}.Dimensions.@grossTonnage`)),
            ...measure('length', record.number(`${vessel}.Dimensions.@overallLength`), 'MTR'),
          ],
        }),
    },
    {
      syntax: 'json',
      records: listAt('portCalls'),
      fields: [
        'portCallId',
        'portToVisit',
        'vesselName',
        'imoLloyds',
        'mmsi',
        'portAreaDetails.eta',
        'portAreaDetails.ata',
      ],
      read: (record, about) =>
        callOf(about, {
          id: record.must.text('portCallId'),
          port: record.must.text('portToVisit'),
          vessel: record.text('vesselName'),
          imo: numberOf(record, 'imoLloyds'),
          mmsi: numberOf(record, 'mmsi'),
          arrivedMs: record.time('portAreaDetails.ata'),
          expectedMs: record.time('portAreaDetails.eta'),
          measures: [],
        }),
    },
  ],
}

function callOf(
  about: About,
  { id, port, vessel: name, imo, mmsi, arrivedMs, expectedMs, measures }: PortCall,
): { readonly mark: Mark } {
  const codes: AreaCode[] = [{ scheme: 'UN/LOCODE', code: port }]
  if (imo !== null) codes.push({ scheme: 'IMO', code: imo })
  if (mmsi !== null) codes.push({ scheme: 'MMSI', code: mmsi })
  return {
    mark: markOf(about, {
      id,
      kind: 'port',
      role: 'observation',
      name: name ?? `Port call ${id}`,
      geometry: null,
      codes,
      timeMs: arrivedMs ?? expectedMs,
      measures,
    }),
  }
}

/** A ship's number; 0 is written for one that has none. */
function numberOf(record: Fields, path: string): string | null {
  const text = record.text(path)
  return text === '0' ? null : text
}
