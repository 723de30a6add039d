import type { SiteFile, SiteZone } from '../model/index.ts'
import { companyPrefix, sgln } from './ids.ts'
import { supplierReadPoints, type Zone } from './layout.ts'
import { processSteps } from './process.ts'
import { mheNamespace, personFields, wmsNamespace } from './scribe.ts'
import { shifts } from './staffing.ts'
import type { Floor } from './state.ts'

/** The site file that a real owner would write for this floor. */
export function writeSiteFile(floor: Floor): SiteFile {
  const { options, layout, index } = floor
  const point = (zone: Zone, extension: string): string =>
    sgln(companyPrefix, index + 1, `${zone.code}-${extension}`).link
  const machines: [zone: string, extension: string][] = [
    ['dock-in', 'T*'],
    ['conveyor', '*'],
    ['totes', 'M*'],
    ['sorter', '*'],
    ['dock-out', 'G*'],
  ]
  for (const zone of layout.zones) {
    if (zone.id.startsWith('pack-')) machines.push([zone.id, 'Q*'], [zone.id, 'SCALE'])
    if (zone.id.startsWith('reserve-')) machines.push([zone.id, 'TH*'])
  }
  return {
    fairfloor: 1,
    id: options.siteId,
    name: options.name,
    state: options.state ?? 'active',
    clock: options.clock ?? 'replay',
    ...(options.position === undefined ? {} : { position: options.position }),
    versions: [
      {
        // A day before the first event: late messages of the opening count belong to this version too.
        validFrom: floor.time.text(floor.nowMs - 86_400_000),
        timeZone: options.timeZone,
        operationalDayStart: '06:00',
        areas: layout.areas.map((area) => ({
          id: area.id,
          name: area.name,
          zones: layout.zones.filter((zone) => zone.area === area.id).map((zone) => writeZone(floor, zone, point)),
        })),
        process: processSteps,
        sources: [
          {
            id: 'machines',
            kind: 'machine',
            readPoints: machines.map(([zone, extension]) => point(layout.zone(zone), extension)),
          },
          { id: 'suppliers', kind: 'partner', readPoints: [supplierReadPoints] },
        ],
        shifts,
        personFields,
        extensions: [wmsNamespace, mheNamespace],
      },
    ],
  }
}

function writeZone(floor: Floor, zone: Zone, point: (zone: Zone, extension: string) => string): SiteZone {
  const { x, y, width, depth } = zone.rect
  const metres = (value: number): number => Math.round(value * 10) / 10
  const corners = [
    [x, y],
    [x + width, y],
    [x + width, y + depth],
    [x, y + depth],
    [x, y],
  ] as const
  const normal = usual(floor, zone)
  return {
    id: zone.id,
    name: zone.name,
    readPoints: zone.id === 'road' ? [supplierReadPoints] : [point(zone, '*')],
    bizLocations: [sgln(companyPrefix, floor.index + 1, zone.code).link],
    step: zone.step,
    ...(normal === undefined ? {} : { normal }),
    outline: corners.map(([cornerX, cornerY]) => [metres(cornerX), metres(cornerY)] as const),
  }
}

/**
 * Objects (containers among them) that are usual in the zones of a kind, per thousand units a day: about the middle nine
 * tenths of what was seen in a simulated day of the three demonstration sites.
 */
const usualPerThousand: Readonly<Record<string, readonly [low: number, high: number]>> = {
  road: [40, 300],
  'dock-in': [0, 25],
  unpack: [0, 15],
  reserve: [1000, 1650],
  pick: [180, 460],
  conveyor: [0, 4],
  totes: [0.6, 2.6],
  pack: [0.5, 10],
  kit: [0, 0.2],
  sorter: [0.3, 5],
  lane: [8, 150],
  'dock-out': [5, 85],
  desk: [0, 4],
  quarantine: [0, 5.5],
}
const usualHighMin = 4

function usual(floor: Floor, zone: Zone): { low: number; high: number } | undefined {
  const kindOf = (id: string): string => (id in usualPerThousand ? id : id.replace(/-[a-z0-9]+$/, ''))
  const range = usualPerThousand[kindOf(zone.id)]
  if (range === undefined) return undefined
  const alike = floor.layout.zones.filter((each) => kindOf(each.id) === kindOf(zone.id)).length
  const scale = (floor.layout.measures.unitsPerDay * floor.volume) / 1000 / alike
  return { low: Math.floor(range[0] * scale), high: Math.max(usualHighMin, Math.ceil(range[1] * scale)) }
}
